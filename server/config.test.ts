import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const serving = {
  DOORWARD_URL: 'https://signin.example.com',
  DOORWARD_SMTP: 'smtp://mail.example.com:587',
  DOORWARD_MAIL_FROM: 'signin@example.com',
}

function faultsOf(environment: Record<string, string>): string[] {
  const read = readConfig(environment)
  return 'faults' in read ? read.faults : []
}

describe('the configuration', () => {
  it('is trial mode on loopback when nothing is set', () => {
    const read = readConfig({ PATH: '/bin' })
    expect(read).toMatchObject({
      config: {
        publicUrl: null,
        listen: { host: '127.0.0.1', port: 3000 },
        smtp: null,
        sms: null,
        trustedProxies: [],
        logLevel: 'info',
      },
    })
  })

  it('puts database and keys into the data folder unless told otherwise', () => {
    expect(readConfig({ DOORWARD_DATA: '/var/lib/doorward' })).toMatchObject({
      config: { database: 'sqlite:/var/lib/doorward/doorward.db', keyFile: '/var/lib/doorward/keys.json' },
    })
  })

  it.each<[Record<string, string>, unknown]>([
    [{}, null],
    [{ DOORWARD_METRICS: '127.0.0.1:9464' }, { listen: { host: '127.0.0.1', port: 9464 }, token: null }],
    [{ DOORWARD_METRICS: '[::1]:9464' }, { listen: { host: '::1', port: 9464 }, token: null }],
    [{ DOORWARD_METRICS_TOKEN: 'sixteen-letters-' }, { listen: null, token: 'sixteen-letters-' }],
  ])('reads how /metrics is reached from %j', (given, metrics) => {
    expect(readConfig(given)).toMatchObject({ config: { metrics } })
  })

  it.each([
    ['DOORWARD_METRICS', 'nowhere'],
    ['DOORWARD_METRICS', '127.0.0.1:70000'],
    ['DOORWARD_METRICS_TOKEN', 'fifteen-letters'],
    ['DOORWARD_METRICS_TOKEN', 'sixteen letters and spaces'],
  ])('refuses %s %s without repeating it', (name, value) => {
    const [fault = ''] = faultsOf({ [name]: value })
    expect(fault).toContain(name)
    expect(fault).not.toContain(value)
  })

  it('takes everything a served installation needs', () => {
    const read = readConfig({
      ...serving,
      DOORWARD_LISTEN: '0.0.0.0:8080',
      DOORWARD_DATABASE: 'postgres://doorward@db.example.com/doorward',
      DOORWARD_TRUSTED_PROXIES: '10.0.0.1, 192.168.0.0/16,fd00::/8',
    })
    expect(read).toMatchObject({
      config: {
        publicUrl: 'https://signin.example.com',
        listen: { host: '0.0.0.0', port: 8080 },
        trustedProxies: ['10.0.0.1', '192.168.0.0/16', 'fd00::/8'],
      },
    })
  })

  it.each([
    ['DOORWARD_URL', 'http://signin.example.com'],
    ['DOORWARD_URL', 'signin.example.com'],
    ['DOORWARD_URL', 'https://example.com/path'],
    ['DOORWARD_URL', 'https://user@example.com'],
    ['DOORWARD_LISTEN', '3000'],
    ['DOORWARD_LISTEN', '127.0.0.1:99999'],
    ['DOORWARD_LISTEN', 'ho st:1'],
    ['DOORWARD_DATABASE', 'mysql://db'],
    ['DOORWARD_DATABASE', 'sqlite:'],
    ['DOORWARD_SMTP', 'https://mail.example.com'],
    ['DOORWARD_MAIL_FROM', 'two@example.com, three@example.com'],
    ['DOORWARD_SMS', 'pigeon:loft'],
    ['DOORWARD_TRUSTED_PROXIES', '10.0.0.1,the-proxy'],
    ['DOORWARD_TRUSTED_PROXIES', '10.0.0.0/99'],
    ['DOORWARD_LOG', 'loud'],
  ])('%s=%s is one fault that names it', (name, value) => {
    const faults = faultsOf({ ...serving, [name]: value })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(name)
  })

  it('lists every fault at once', () => {
    const faults = faultsOf({
      DOORWARD_URL: 'x',
      DOORWARD_LISTEN: 'x',
      DOORWARD_DATABASE: 'x',
      DOORWARD_SMPT: 'x',
    })
    expect(faults).toHaveLength(6)
    expect(faults.join('\n')).toContain('DOORWARD_SMPT is not a setting we know')
  })

  it('does not repeat a secret in a fault', () => {
    const faults = faultsOf({
      ...serving,
      DOORWARD_SMTP: 'ftp://user:hunter2@mail',
      DOORWARD_SMS: 'twilio://AC1:hunter2@x',
    })
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.join('\n')).not.toContain('hunter2')
  })

  it('keeps trial mode on loopback', () => {
    expect(faultsOf({ DOORWARD_LISTEN: '0.0.0.0:3000' })[0]).toContain('loopback')
    expect(faultsOf({ DOORWARD_LISTEN: '[::1]:3000' })).toEqual([])
  })
})

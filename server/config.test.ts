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

const trial = { DOORWARD_TRIAL: '1' }

describe('the configuration', () => {
  it('is trial mode on loopback where that is asked for', () => {
    const read = readConfig({ ...trial, PATH: '/bin' })
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
    expect(readConfig({ ...trial, DOORWARD_DATA: '/var/lib/doorward' })).toMatchObject({
      config: { database: 'sqlite:/var/lib/doorward/doorward.db', keyFile: '/var/lib/doorward/keys.json' },
    })
  })

  it.each<[Record<string, string>, unknown]>([
    [{}, null],
    [{ DOORWARD_METRICS: '127.0.0.1:9464' }, { listen: { host: '127.0.0.1', port: 9464 }, token: null }],
    [{ DOORWARD_METRICS: '[::1]:9464' }, { listen: { host: '::1', port: 9464 }, token: null }],
    [{ DOORWARD_METRICS_TOKEN: 'sixteen-letters-' }, { listen: null, token: 'sixteen-letters-' }],
  ])('reads how /metrics is reached from %j', (given, metrics) => {
    expect(readConfig({ ...trial, ...given })).toMatchObject({ config: { metrics } })
  })

  it.each([
    ['DOORWARD_METRICS', 'nowhere'],
    ['DOORWARD_METRICS', '127.0.0.1:70000'],
    ['DOORWARD_METRICS_TOKEN', 'fifteen-letters'],
    ['DOORWARD_METRICS_TOKEN', 'sixteen letters and spaces'],
  ])('refuses %s %s without repeating it', (name, value) => {
    const [fault = ''] = faultsOf({ ...trial, [name]: value })
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
    expect(faultsOf({ ...trial, DOORWARD_LISTEN: '0.0.0.0:3000' })).toEqual([
      'DOORWARD_LISTEN must be a loopback address in trial mode.',
    ])
    expect(faultsOf({ ...trial, DOORWARD_LISTEN: '[::1]:3000' })).toEqual([])
  })
})

describe('trial mode that nobody asked for (O1)', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing is set', {}],
    ['all but the place of the data is lost', { DOORWARD_DATA: '/var/lib/doorward' }],
    [
      'the address of the database is left alone',
      { DOORWARD_DATABASE: 'postgres://db.example.com/doorward' },
    ],
    ['the address people use is empty', { DOORWARD_URL: ' ' }],
    ['it is asked for with nothing', { DOORWARD_TRIAL: '' }],
  ])('is not what %s means: every setting that is missing is named', (_, environment) => {
    expect(faultsOf(environment).map((fault) => fault.split(' ')[0])).toEqual([
      'DOORWARD_URL',
      'DOORWARD_SMTP',
      'DOORWARD_MAIL_FROM',
    ])
    expect(faultsOf(environment)[0]).toContain('DOORWARD_TRIAL=1')
  })

  it('is not what the line with the address people use means by being lost', () => {
    const { DOORWARD_URL: _, ...rest } = serving
    expect(faultsOf(rest)).toEqual([expect.stringMatching(/^DOORWARD_URL is missing/)])
  })

  it.each(['URL', 'SMTP', 'MAIL_FROM', 'SMS'])('does not go with DOORWARD_%s', (name) => {
    const real: Record<string, string> = { ...serving, DOORWARD_SMS: 'http://gateway.example.com/send' }
    const given = real[`DOORWARD_${name}`]!
    expect(faultsOf({ ...trial, [`DOORWARD_${name}`]: given })).toEqual([
      expect.stringMatching(new RegExp(`^DOORWARD_TRIAL does not go with DOORWARD_${name}:`)),
    ])
  })

  it('says once which settings it does not go with', () => {
    expect(faultsOf({ ...trial, ...serving })).toEqual([
      expect.stringContaining('does not go with DOORWARD_URL, DOORWARD_SMTP, DOORWARD_MAIL_FROM:'),
    ])
  })

  it('has no proxy before it but one on this machine', () => {
    expect(faultsOf({ ...trial, DOORWARD_TRUSTED_PROXIES: '127.0.0.1,::1,127.0.0.0/8' })).toEqual([])
    expect(faultsOf({ ...trial, DOORWARD_TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' })).toEqual([
      expect.stringMatching(/^DOORWARD_TRUSTED_PROXIES must be loopback addresses in trial mode/),
    ])
  })

  it('is not had in production', () => {
    expect(faultsOf({ ...trial, NODE_ENV: 'production' })).toEqual([
      expect.stringMatching(/^DOORWARD_TRIAL does not go with NODE_ENV=production/),
    ])
  })

  it.each(['0', 'true', 'yes', '2'])('is not asked for with %s', (value) => {
    expect(faultsOf({ DOORWARD_TRIAL: value })).toContain(
      'DOORWARD_TRIAL must be 1, and is not there where Doorward serves people.',
    )
  })
})

import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { settings } from './settings.ts'
import { isMailAddress } from './tools/mail/mail-address.ts'
import { mailFaults } from './tools/mail/mail-server.ts'
import { textSenderFaults } from './tools/sms/text-sender-address.ts'

/** Everything the environment decides; see docs/configure.md. */
export interface Config {
  /** Where people reach us, without a slash at the end; null in trial mode, and only there. */
  publicUrl: string | null
  listen: { host: string; port: number }
  dataFolder: string
  /** `sqlite:PATH` or `postgres://…` */
  database: string
  smtp: string | null
  mailFrom: string | null
  sms: string | null
  trustedProxies: readonly string[]
  keyFile: string
  logLevel: string
  /** How `/metrics` is reached; null where it does not exist. */
  metrics: { listen: { host: string; port: number } | null; token: string | null } | null
}

type Environment = Record<string, string | undefined>
type Read<Value> = { value: Value; faults: readonly string[] }

const known = settings.map(({ name }) => name)
const logLevels = ['debug', 'info', 'warn', 'error', 'silent']

/** The configuration, or every fault of it at once, a sentence each. */
export function readConfig(environment: Environment): { config: Config } | { faults: string[] } {
  const text = (name: string) => environment[`DOORWARD_${name}`]?.trim() || null
  const isTrial = text('TRIAL') !== null
  const url = readUrl(text('URL'))
  const listen = readListen(text('LISTEN') ?? '127.0.0.1:3000', isTrial)
  const proxies = readProxies(text('TRUSTED_PROXIES'), isTrial)
  const sending = { smtp: text('SMTP'), mailFrom: text('MAIL_FROM'), sms: text('SMS') }
  const dataFolder = resolve(text('DATA') ?? './data')
  const database = text('DATABASE') ?? `sqlite:${join(dataFolder, 'doorward.db')}`
  const logLevel = text('LOG') ?? 'info'
  const metrics = readMetrics(text('METRICS'), text('METRICS_TOKEN'))
  const faults = [
    ...unknownNames(environment),
    ...(isTrial ? trialFaults(environment) : missing({ url: url.value, ...sending })),
    ...url.faults,
    ...listen.faults,
    ...databaseFaults(database),
    ...sendingFaults(sending),
    ...proxies.faults,
    ...metrics.faults,
    ...(logLevels.includes(logLevel) ? [] : [`DOORWARD_LOG must be one of: ${logLevels.join(', ')}.`]),
  ]
  if (faults.length > 0) return { faults }
  return {
    config: {
      publicUrl: url.value,
      listen: listen.value,
      dataFolder,
      database,
      ...sending,
      trustedProxies: proxies.value,
      keyFile: resolve(text('KEY_FILE') ?? join(dataFolder, 'keys.json')),
      logLevel,
      metrics: metrics.value,
    },
  }
}

function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('DOORWARD_') && !known.includes(name.slice('DOORWARD_'.length)))
    .map(
      (name) =>
        `${name} is not a setting we know. We know: ${known.map((one) => `DOORWARD_${one}`).join(', ')}.`,
    )
}

/** Whoever set one of these serves people: trial mode would show their messages to anybody who asks. */
const real = ['URL', 'SMTP', 'MAIL_FROM', 'SMS'].map((name) => `DOORWARD_${name}`)

function trialFaults(environment: Environment): string[] {
  const faults = []
  if (environment.DOORWARD_TRIAL?.trim() !== '1')
    faults.push('DOORWARD_TRIAL must be 1, and is not there where Doorward serves people.')
  const beside = real.filter((name) => environment[name]?.trim())
  if (beside.length > 0)
    faults.push(
      `DOORWARD_TRIAL does not go with ${beside.join(', ')}: trial mode shows messages instead of sending them.`,
    )
  if (environment.NODE_ENV === 'production')
    faults.push('DOORWARD_TRIAL does not go with NODE_ENV=production: trial mode is to look around in.')
  return faults
}

/** What nobody can be served without. A line that was lost must never mean trial mode. */
function missing({ url, smtp, mailFrom }: Sending & { url: string | null }): string[] {
  const faults = []
  if (url === null)
    faults.push(
      'DOORWARD_URL is missing: the https address people use. To look around among sample people, set DOORWARD_TRIAL=1 instead.',
    )
  if (smtp === null) faults.push('DOORWARD_SMTP is missing: everybody needs a way to get codes by e-mail.')
  if (mailFrom === null) faults.push('DOORWARD_MAIL_FROM is missing: the address our mail comes from.')
  return faults
}

const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host)

function readUrl(text: string | null): Read<string | null> {
  const bad =
    'DOORWARD_URL must be the https address people use, such as https://signin.example.com, without a path.'
  if (text === null) return { value: null, faults: [] }
  if (!URL.canParse(text)) return { value: text, faults: [bad] }
  const { protocol, hostname, origin, pathname, search, username } = new URL(text)
  const isGood = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
  const isPlain = pathname === '/' && search === '' && username === ''
  return { value: origin, faults: isGood && isPlain ? [] : [bad] }
}

function hostAndPort(text: string): { host: string; port: number } | null {
  const found = /^(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(text)
  const port = Number(found?.[2])
  return found && port <= 65_535 ? { host: found[1]!.replace(/^\[|\]$/g, ''), port } : null
}

function readListen(text: string, isTrial: boolean): Read<{ host: string; port: number }> {
  const value = hostAndPort(text) ?? { host: '', port: 0 }
  const { host } = value
  const faults = []
  if (host === '') faults.push('DOORWARD_LISTEN must be an address and a port, such as 127.0.0.1:3000.')
  else if (isTrial && !isLoopback(host))
    faults.push('DOORWARD_LISTEN must be a loopback address in trial mode.')
  return { value, faults }
}

const shortestToken = 16

function readMetrics(address: string | null, token: string | null): Read<Config['metrics']> {
  const listen = address === null ? null : hostAndPort(address)
  const faults = []
  if (address !== null && !listen)
    faults.push('DOORWARD_METRICS must be an address and a port, such as 127.0.0.1:9464.')
  if (token !== null && !new RegExp(`^[\\x21-\\x7e]{${shortestToken},}$`).test(token))
    faults.push(
      `DOORWARD_METRICS_TOKEN must be ${shortestToken} or more letters, digits and signs, without spaces.`,
    )
  return { value: listen || token ? { listen, token } : null, faults }
}

function databaseFaults(text: string): string[] {
  const isSqlite = /^sqlite:.+/.test(text)
  const isPostgres = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)
  return isSqlite || isPostgres ? [] : ['DOORWARD_DATABASE must be sqlite:PATH or a postgres:// address.']
}

interface Sending {
  smtp: string | null
  mailFrom: string | null
  sms: string | null
}

function sendingFaults({ smtp, mailFrom, sms }: Sending): string[] {
  const faults = []
  if (smtp !== null) faults.push(...mailFaults(smtp).map((fault) => `DOORWARD_SMTP: ${fault}`))
  if (mailFrom !== null && !isMailAddress(mailFrom))
    faults.push('DOORWARD_MAIL_FROM must be one plain e-mail address.')
  if (sms !== null) faults.push(...textSenderFaults(sms).map((fault) => `DOORWARD_SMS: ${fault}`))
  return faults
}

function readProxies(text: string | null, isTrial: boolean): Read<string[]> {
  const value = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const faults = value
    .filter((one) => !ipaddr.isValid(one) && !ipaddr.isValidCIDR(one))
    .map(
      (one) => `DOORWARD_TRUSTED_PROXIES: "${one}" is no address or network, such as 10.0.0.1 or 10.0.0.0/8.`,
    )
  if (isTrial && value.some((one) => !isLoopback(one.replace(/\/([89]|\d{2,})$/, ''))))
    faults.push('DOORWARD_TRUSTED_PROXIES must be loopback addresses in trial mode.')
  return { value, faults }
}

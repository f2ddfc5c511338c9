/** Reads the address of the mail server, `smtp://user:password@host:587?option=…`, or says what is wrong with it. */
import {
  flagFaults,
  isLoopback,
  type Options,
  type Reading,
  reading,
  readOptions,
  readServiceAddress,
  type ServiceAddress,
} from '../service-address.ts'

export interface MailServer {
  host: string
  port: number
  /** TLS from the first byte (`smtps://`); otherwise STARTTLS where it is offered. */
  secure: boolean
  /** Without TLS nothing is sent at all. */
  requireTLS: boolean
  ignoreTLS: boolean
  /** False accepts any certificate: for a server with a certificate of its own making. */
  rejectUnauthorized: boolean
  /** What we call ourselves in EHLO; undefined lets the library choose. */
  name: string | undefined
  maxConnections: number
  credentials: { user: string; password: string } | null
}

const flags = ['requireTLS', 'ignoreTLS', 'tls.rejectUnauthorized'] as const
const options: readonly string[] = [...flags, 'name', 'maxConnections']

export function readMailServer(text: string): Reading<MailServer> {
  const address = readServiceAddress(text)
  if (!address.value) return address
  const given = readOptions(address.value.query, (name) => options.includes(name))
  return reading([...addressFaults(address.value), ...given.faults, ...optionFaults(given)], () =>
    mailServer(address.value, given),
  )
}

/** Sentences, one for each fault of a mail server address; none when it can be used. */
export function mailFaults(text: string): string[] {
  return [...readMailServer(text).faults]
}

function addressFaults({ scheme, userName, password, path, fragment }: ServiceAddress): string[] {
  const faults: string[] = []
  if (scheme !== 'smtp' && scheme !== 'smtps') faults.push('It begins with neither smtp:// nor smtps://.')
  if ((userName === '') !== (password === '')) faults.push('It has a user name or a password, but not both.')
  if (path !== '' && path !== '/') faults.push('It has a path, which a mail server does not.')
  if (fragment !== '') faults.push('It has a part after "#"; write %23 where the password holds one.')
  return faults
}

function optionFaults(given: Options): string[] {
  const faults = flagFaults(given, flags)
  const { name, maxConnections = '5', requireTLS, ignoreTLS } = given.values
  if (!/^([1-9]|1\d|20)$/.test(maxConnections))
    faults.push('The option "maxConnections" is a number from 1 to 20.')
  if (name !== undefined && !/^[A-Za-z0-9.-]{1,255}$/.test(name))
    faults.push('The option "name" is a host name.')
  if (requireTLS === 'true' && ignoreTLS === 'true') faults.push('It both requires and ignores TLS.')
  return faults
}

function mailServer(address: ServiceAddress, { values }: Options): MailServer {
  const secure = address.scheme === 'smtps'
  const credentials = address.userName ? { user: address.userName, password: address.password } : null
  const ignoreTLS = values.ignoreTLS === 'true'
  // A password must not cross a network in the clear because somebody on the way removed the offer of TLS.
  const mustHide = credentials !== null && !ignoreTLS && !isLoopback(address.host)
  return {
    host: address.host,
    port: address.port || (secure ? 465 : 587),
    secure,
    requireTLS: values.requireTLS === undefined ? mustHide : values.requireTLS === 'true',
    ignoreTLS,
    // Nobody vouches for a certificate of this machine, and nobody stands between us and it (Postfix makes its own).
    rejectUnauthorized: values['tls.rejectUnauthorized']
      ? values['tls.rejectUnauthorized'] === 'true'
      : !isLoopback(address.host),
    name: values.name,
    maxConnections: Number(values.maxConnections ?? 5),
    credentials,
  }
}

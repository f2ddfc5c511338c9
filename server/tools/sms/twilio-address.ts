/** Reads `twilio://ACCOUNT_SID:AUTH_TOKEN@api.twilio.com?from=+15555550100`. */
import {
  isLoopback,
  type Options,
  type Reading,
  reading,
  readOptions,
  type ServiceAddress,
} from '../service-address.ts'

export interface TwilioAddress {
  kind: 'twilio'
  /** Of the Messages resource of the account. */
  url: string
  /** An account SID with its auth token, or an API key with its secret. */
  userName: string
  password: string
  sender: { From: string } | { MessagingServiceSid: string }
}

const options: readonly string[] = ['from', 'messagingServiceSid', 'account']
const sid = (prefix: string) => new RegExp(`^${prefix}[0-9a-fA-F]{32}$`)

export function readTwilioAddress(address: ServiceAddress): Reading<TwilioAddress> {
  const given = readOptions(address.query, (name) => options.includes(name))
  const faults = [...addressFaults(address, given.values.account), ...given.faults, ...senderFaults(given)]
  return reading(faults, () => twilioAddress(address, given))
}

function addressFaults(
  { scheme, host, userName, password, path, fragment }: ServiceAddress,
  account?: string,
) {
  const faults: string[] = []
  const isKey = sid('SK').test(userName)
  if (!isKey && !sid('AC').test(userName))
    faults.push('Its user name is neither an account SID (AC…) nor an API key (SK…) of 34 characters.')
  if (isKey && account === undefined)
    faults.push('With an API key it needs the option "account" with the account SID.')
  if (account !== undefined && !sid('AC').test(account))
    faults.push('The option "account" is an account SID (AC…).')
  if (password === '') faults.push('It has no auth token.')
  if (scheme === 'twilio+http' && !isLoopback(host))
    faults.push('Without TLS it may only lead to this machine itself.')
  if ((path !== '' && path !== '/') || fragment !== '') faults.push('It has a path or a part after "#".')
  return faults
}

function senderFaults({ values: { from, messagingServiceSid } }: Options): string[] {
  if ((from === undefined) === (messagingServiceSid === undefined))
    return ['It needs either the option "from" or the option "messagingServiceSid".']
  if (from !== undefined && !/^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/.test(from))
    return [
      'The option "from" is a number with country code (+1…), a short code, or a name of up to 11 letters.',
    ]
  if (messagingServiceSid !== undefined && !sid('MG').test(messagingServiceSid))
    return ['The option "messagingServiceSid" is MG and 32 hexadecimal digits.']
  return []
}

function twilioAddress(
  { scheme, host, port, userName, password }: ServiceAddress,
  { values }: Options,
): TwilioAddress {
  const protocol = scheme === 'twilio' ? 'https' : 'http'
  const name = host.includes(':') ? `[${host}]` : host
  const authority = port ? `${name}:${port}` : name
  const { from, messagingServiceSid, account = userName } = values
  return {
    kind: 'twilio',
    url: `${protocol}://${authority}/2010-04-01/Accounts/${account}/Messages.json`,
    userName,
    password,
    sender: from === undefined ? { MessagingServiceSid: messagingServiceSid! } : { From: from },
  }
}

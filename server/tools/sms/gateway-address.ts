/** Reads `https://user:password@host/path?…#…`: what stands after "#" says how the gateway wants it, and is never sent. */

import { type Options, type Reading, reading, readOptions, type ServiceAddress } from '../service-address.ts'
import { basicAuthorization } from './basic-authorization.ts'
import type { Sign, Signs } from './gateway-answer.ts'

export interface GatewayAddress extends Signs {
  kind: 'gateway'
  /** Without credentials and fragment. */
  url: string
  /** The whole Authorization header; null where the gateway asks for none. */
  authorization: string | null
  format: 'json' | 'form'
  /** Names of the fields that hold the number and the text. */
  toField: string
  textField: string
  /** Fields that are always the same, such as a sender name. */
  fields: Readonly<Record<string, string>>
}

const options: readonly string[] = ['to', 'text', 'format', 'bearer']
const fixed = 'field.'
/** `success=ID:` looks anywhere in the answer, `success.status=ok|queued` at a field of it. */
const sign = /^(success|failure)(?:\.([\w.-]{1,100}))?$/

export function readGatewayAddress(address: ServiceAddress): Reading<GatewayAddress> {
  const given = readOptions(
    address.fragment,
    (name) => options.includes(name) || name.startsWith(fixed) || sign.test(name),
  )
  return reading([...given.faults, ...optionFaults(given, address)], () => gatewayAddress(address, given))
}

function optionFaults({ values }: Options, { userName, password }: ServiceAddress): string[] {
  const faults: string[] = []
  const { to = 'to', text = 'text', format = 'json', bearer } = values
  const names = [to, text, ...fixedNames(values)]
  if (format !== 'json' && format !== 'form') faults.push('The option "format" is either json or form.')
  if (names.some((name) => !/^[A-Za-z_][\w.-]{0,63}$/.test(name)))
    faults.push('A field name has up to 64 letters, digits, dots, hyphens and underscores.')
  if (new Set(names).size < names.length) faults.push('Two of its fields have the same name.')
  if (bearer !== undefined && !/^[\w.~+/-]+=*$/.test(bearer))
    faults.push('The option "bearer" is not a bearer token.')
  for (const name of Object.keys(values).filter((name) => sign.test(name)))
    if (values[name]!.split('|').some((text) => text.trim() === ''))
      faults.push(`The option "${name}" says nothing to look for in the answer.`)
  if (bearer !== undefined && userName + password !== '')
    faults.push('It has both a password and a bearer token.')
  return faults
}

function fixedNames(values: Options['values']): string[] {
  return Object.keys(values)
    .filter((name) => name.startsWith(fixed))
    .map((name) => name.slice(fixed.length))
}

function gatewayAddress(address: ServiceAddress, { values }: Options): GatewayAddress {
  const { scheme, host, port, path, query } = address
  const name = host.includes(':') ? `[${host}]` : host
  return {
    kind: 'gateway',
    url: `${scheme}://${name}${port ? `:${port}` : ''}${path}${query}`,
    authorization: authorization(address, values.bearer),
    format: values.format === 'form' ? 'form' : 'json',
    toField: values.to ?? 'to',
    textField: values.text ?? 'text',
    success: signs(values, 'success'),
    failure: signs(values, 'failure'),
    fields: Object.fromEntries(fixedNames(values).map((field) => [field, values[fixed + field]!])),
  }
}

function signs(values: Options['values'], outcome: keyof Signs): Sign[] {
  return Object.entries(values).flatMap(([name, texts]) => {
    const [, of, path = null] = sign.exec(name) ?? []
    return of === outcome ? [{ path, texts: texts.split('|') }] : []
  })
}

function authorization({ userName, password }: ServiceAddress, bearer: string | undefined): string | null {
  if (bearer !== undefined) return `Bearer ${bearer}`
  return userName + password === '' ? null : basicAuthorization(userName, password)
}

/** Reads the address of a service outside: its parts, its credentials and its options, or every fault in it. */

/** What a reader answers: the value, or sentences that say what is wrong and never repeat a credential. */
export type Reading<Value> =
  | { value: Value; faults: readonly [] }
  | { value: null; faults: readonly string[] }

export function reading<Value>(faults: readonly string[], value: () => Value): Reading<Value> {
  return faults.length > 0 ? { value: null, faults } : { value: value(), faults: [] }
}

export interface ServiceAddress {
  /** Without the colon. */
  scheme: string
  /** Percent signs read; empty where there are none. */
  userName: string
  password: string
  /** Without the brackets of IPv6. */
  host: string
  /** 0 where the address names none. */
  port: number
  path: string
  /** As they stand, with the question mark and the number sign. */
  query: string
  fragment: string
}

export function readServiceAddress(text: string): Reading<ServiceAddress> {
  const url = URL.parse(text)
  if (!url) return { value: null, faults: ['It is not an address.'] }
  if (!url.hostname) return { value: null, faults: ['It names no host after "//".'] }
  const [userName, password] = [percentRead(url.username), percentRead(url.password)]
  if (userName === null || password === null)
    return {
      value: null,
      faults: ['The credentials hold a percent sign that stands for nothing; write %25.'],
    }
  return {
    value: {
      scheme: url.protocol.slice(0, -1),
      userName,
      password,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port),
      path: url.pathname,
      query: url.search,
      fragment: url.hash,
    },
    faults: [],
  }
}

function percentRead(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

export interface Options {
  values: Readonly<Record<string, string>>
  faults: readonly string[]
}

/** Reads `?a=b&c=d` (or the same after `#`). A plus sign stands for itself, as telephone numbers need it. */
export function readOptions(text: string, isKnown: (name: string) => boolean): Options {
  const pairs = [...new URLSearchParams(text.slice(1).replaceAll('+', '%2B'))]
  const names = pairs.map(([name]) => name)
  const unknown = names.filter((name) => !isKnown(name))
  const twice = names.filter((name, place) => isKnown(name) && names.indexOf(name) !== place)
  return {
    values: Object.fromEntries(pairs),
    faults: [
      ...unknown.map((name) => `It has an option we do not know: "${name}".`),
      ...twice.map((name) => `It gives the option "${name}" twice.`),
    ],
  }
}

/** The fault of a yes-or-no option, if it has one. */
export function flagFaults(options: Options, names: readonly string[]): string[] {
  return names
    .filter((name) => !['true', 'false', undefined].includes(options.values[name]))
    .map((name) => `The option "${name}" is either true or false.`)
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

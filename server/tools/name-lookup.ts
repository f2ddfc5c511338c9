import dns, { type LookupAddress, type LookupOptions } from 'node:dns'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { second } from '../base/duration.ts'

type Answer = (error: Error | null, found?: string | LookupAddress[], family?: number) => void
type MakeResolver = () => dns.promises.Resolver

const ask = dns.lookup
/** Each is made anew: it knows the name servers of its day. */
const newResolver: MakeResolver = () => new dns.promises.Resolver({ timeout: 3 * second, tries: 2 })

/**
 * From now on names are asked for from the event loop, for every connection that is made. Left alone Node has the system ask,
 * in the pool that hashes passwords and brings commits to the disk: a name server that does not answer keeps all of it.
 */
export function lookUpBesidePool(makeResolver: MakeResolver = newResolver): void {
  const lookup = (name: string, options: unknown, answer: Answer) => {
    const wanted = typeof options === 'number' ? { family: options } : ((options ?? {}) as LookupOptions)
    if (isKnownHere(name)) return ask(name, wanted, answer as never)
    addressesOf(name, wanted, makeResolver()).then(
      (found) => {
        if (found === undefined) ask(name, wanted, answer as never)
        else if (wanted.all) answer(null, found)
        else answer(null, found[0]!.address, found[0]!.family)
      },
      (error) => answer(error),
    )
  }
  dns.lookup = ((name: string, ...rest: [unknown, Answer] | [Answer]) =>
    rest.length === 1 ? lookup(name, {}, rest[0]) : lookup(name, ...rest)) as typeof dns.lookup
}

/** The system answers these without asking anybody. */
function isKnownHere(name: string): boolean {
  if (!name || isIP(name) || /(^|\.)localhost$/i.test(name)) return true
  try {
    const words = readFileSync('/etc/hosts', 'utf8').replaceAll(/#.*/g, '').toLowerCase().split(/\s+/)
    return words.includes(name.toLowerCase())
  } catch {
    return false
  }
}

/**
 * Undefined where the name servers answered that they do not know: the system may know more, such as the domain that is to
 * be added. Throws where they did not answer.
 */
async function addressesOf(
  name: string,
  { family = 0 }: LookupOptions,
  resolver: dns.promises.Resolver,
): Promise<LookupAddress[] | undefined> {
  const asked = [
    ...(isWanted(family, 4) ? [resolver.resolve4(name).then((all) => all.map(toAddress(4)))] : []),
    ...(isWanted(family, 6) ? [resolver.resolve6(name).then((all) => all.map(toAddress(6)))] : []),
  ]
  const answers = await Promise.allSettled(asked)
  const found = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  if (found.length > 0) return found
  const isSilent = answers.some(({ status, ...rest }) => 'reason' in rest && rest.reason.code === 'ETIMEOUT')
  if (!isSilent) return undefined
  throw Object.assign(new Error(`No name server answered for ${name}`), { code: 'EAI_AGAIN', hostname: name })
}

function isWanted(family: LookupOptions['family'], one: 4 | 6): boolean {
  return family === 0 || family === one || family === `IPv${one}`
}

const toAddress = (family: 4 | 6) => (address: string) => ({ address, family })

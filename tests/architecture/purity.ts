/** Whether a plain file keeps what its name promises: values in, values out. */
import type { Import } from './imports.ts'

/** Libraries that compute and touch nothing. */
const pureLibraries = ['zod', 'ipaddr.js', 'bowser', 'libphonenumber-js', 'otpauth']

/** Of Node's modules only what computes from its arguments. */
const pureBuiltins: Record<string, readonly string[]> = {
  'node:crypto': ['hash', 'createHmac', 'timingSafeEqual', 'hkdfSync', 'createPublicKey', 'verify'],
  'node:net': ['isIP', 'isIPv4', 'isIPv6'],
}

const impureWords: Record<string, RegExp> = {
  'reads the clock': /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/,
  'rolls dice': /\bMath\.random\(|\bcrypto\.(random|getRandom)/,
  'reads the process': /\bprocess\./,
  'calls out': /\bfetch\(/,
  'waits for time': /\bset(Timeout|Interval|Immediate)\(/,
  'writes to the console': /\bconsole\./,
}

/** The import as it would be named in a complaint, or nothing when it is pure. */
export function impureImport({ target, names }: Import): string | undefined {
  const pureNames = pureBuiltins[target]
  if (pureNames === undefined) return pureLibraries.includes(packageOf(target)) ? undefined : target
  const impure = names.filter((name) => !pureNames.includes(name))
  return impure.length === 0 ? undefined : `${impure.join(', ')} of ${target}`
}

export function impureDeeds(text: string): string[] {
  const code = text.replace(/^\s*(\/\/|\/?\*).*$/gm, '')
  return Object.entries(impureWords)
    .filter(([, word]) => word.test(code))
    .map(([told]) => told)
}

/** `libphonenumber-js/max` belongs to `libphonenumber-js`, `@a/b/c` to `@a/b`. */
export function packageOf(target: string): string {
  return target.split('/', target.startsWith('@') ? 2 : 1).join('/')
}

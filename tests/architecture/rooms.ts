/** Which room of the house a file belongs to, and whether its name calls it pure. */

export type Zone = 'contract' | 'base' | 'tools' | 'features' | 'doors' | 'top' | 'web' | 'outside'

export interface Room {
  zone: Zone
  /** The feature or the door; empty elsewhere. */
  name: string
  /** The part between the dots: `store` in `machines.store.ts`; empty for a plain name. */
  kind: string
  isTest: boolean
}

/** A feature may import those before it, never one after it. */
export const featureOrder = [
  'audit',
  'organizations',
  'preferences',
  'rights',
  'sessions',
  'machines',
  'limits',
  'people',
  'locations',
  'messages',
  'challenges',
  'factors',
  'policy',
  'applications',
  'links',
  'credentials',
  'revocation',
  'sign-in',
  'passwords',
  'accounts',
  'audit-trail',
  'enrollment',
  'first-run',
  'forecast',
  'resets',
  'four-eyes',
  'profile',
  'fresh-proof',
  'recovery',
  'clean-up',
  'trial',
]

/** What may stand between the dots, by zone. */
export const kinds: Partial<Record<Zone, readonly string[]>> = {
  contract: [],
  base: [],
  features: ['store', 'flow', 'worker'],
  doors: ['routes', 'door', 'command'],
}

export function roomOf(path: string): Room {
  const parts = path.split('/')
  const [first = '', second = '', third = ''] = parts
  const [, ...dotted] = parts.at(-1)!.split('.').slice(0, -1)
  const isTest = dotted.at(-1) === 'test'
  const kind = dotted.slice(0, isTest ? -1 : undefined).join('.')
  const zone = zoneOf(first, second, parts.length)
  const hasName = (zone === 'features' || zone === 'doors') && parts.length > 3
  return { zone, name: hasName ? third : '', kind, isTest }
}

function zoneOf(first: string, second: string, depth: number): Zone {
  if (first === 'contract' || first === 'web') return first
  if (first !== 'server') return 'outside'
  if (depth === 2) return 'top'
  return (['base', 'tools', 'features', 'doors'] as const).find((zone) => zone === second) ?? 'outside'
}

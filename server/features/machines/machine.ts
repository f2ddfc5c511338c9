/** Is this the machine we know, and this the connection on which the person proved a factor? */
import { isFromFuture } from '../../base/clock-skew.ts'
import { daysBetween } from '../../base/duration.ts'
import type { NetworkRule } from '../preferences/preferences.ts'
import { isSameNetwork } from './network.ts'

export interface Surroundings {
  /** The address: IPv4 whole, IPv6 its /64, both in canonical text. */
  network: string
  browser: string
  system: string
}

/** What the organization knows of the machine that holds this cookie (R4.2: the cookie alone is not enough). */
export type KnownMachine =
  | { state: 'unrecognized' }
  | { state: 'idle' | 'recognized'; recognizedAt: Date; lastUsedAt: Date; name: string | null }

/** What one person proved on this machine. */
export type KnownConnection =
  | { state: 'none'; hasCookie: boolean }
  | { state: 'changed'; provedAt: Date; changed: readonly Change[] }
  | { state: 'same'; provedAt: Date }

export interface Change {
  part: 'network' | 'browser' | 'system'
  from: string
  to: string
}

/** A browser profile may show itself in more than one way: a tablet that asks for the desktop page is another system. */
export type Appearance = Pick<Surroundings, 'browser' | 'system'>

/** What is kept of a machine: what it was proved as, and when it was proved and used. */
export interface StoredMachine {
  provedAs: readonly Appearance[]
  name: string | null
  /** Null where nobody proved it, or where it was revoked. */
  recognizedAt: Date | null
  lastUsedAt: Date
}

/** What is kept of a connection on which the person proved a factor. */
export interface StoredConnection extends Surroundings {
  provedAt: Date
}

/** @param machine the organization's machine with the cookie of this request; undefined where there is none */
export function knowMachine({
  machine,
  here,
  now,
  idleDays,
}: {
  machine: StoredMachine | undefined
  here: Appearance
  now: Date
  idleDays: number
}): KnownMachine {
  if (!machine?.recognizedAt || isFromFuture(machine.recognizedAt, now)) return { state: 'unrecognized' }
  const isProved = machine.provedAs.some(
    ({ browser, system }) => browser === here.browser && system === here.system,
  )
  if (!isProved) return { state: 'unrecognized' }
  const { recognizedAt, lastUsedAt, name } = machine
  return { state: machineStateAt(now, { lastUsedAt, idleDays }), recognizedAt, lastUsedAt, name }
}

/** Idle from the moment on that is exactly `idleDays` after the last use; a use that cannot be believed is none. */
export function machineStateAt(
  now: Date,
  { lastUsedAt, idleDays }: { lastUsedAt: Date; idleDays: number },
): 'recognized' | 'idle' {
  const isUsed = daysBetween(lastUsedAt, now) < idleDays && !isFromFuture(lastUsedAt, now)
  return isUsed ? 'recognized' : 'idle'
}

/**
 * @param connections those of this person on the machine with this request's cookie, in any order
 * @returns the newest that matches in all three parts; otherwise what changed since the nearest of them
 */
export function knowConnection({
  hasCookie,
  connections,
  here,
  networkRule,
}: {
  hasCookie: boolean
  connections: readonly StoredConnection[]
  here: Surroundings
  networkRule: NetworkRule
}): KnownConnection {
  // Without the cookie nothing counts, however alike it looks (R4.2).
  if (!hasCookie) return { state: 'none', hasCookie: false }
  const [nearest] = connections
    .map(({ provedAt, ...kept }) => ({ provedAt, changed: changes(kept, here, networkRule) }))
    .sort((a, b) => a.changed.length - b.changed.length || b.provedAt.getTime() - a.provedAt.getTime())
  if (nearest === undefined) return { state: 'none', hasCookie: true }
  if (nearest.changed.length === 0) return { state: 'same', provedAt: nearest.provedAt }
  return { state: 'changed', ...nearest }
}

/** Is one of these exactly where the person is now? Without the cookie none is (R4.2). */
export function isAmong(
  places: readonly Surroundings[],
  { hasCookie, here, networkRule }: { hasCookie: boolean; here: Surroundings; networkRule: NetworkRule },
): boolean {
  return hasCookie && places.some((kept) => changes(kept, here, networkRule).length === 0)
}

function changes(kept: Surroundings, here: Surroundings, rule: NetworkRule): Change[] {
  const parts = ['network', 'browser', 'system'] as const
  return parts
    .filter((part) =>
      part === 'network' ? !isSameNetwork(kept.network, here.network, rule) : kept[part] !== here[part],
    )
    .map((part) => ({ part, from: kept[part], to: here[part] }))
}

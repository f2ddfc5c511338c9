import { cellPhoneMethod, everybodysMethod, type Method } from '../../../contract/words.ts'
import { isFromFuture } from '../../base/clock-skew.ts'
import { hour, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { together } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'
import { type Factor, factorsOf, toFactor } from '../factors/factors.store.ts'
import { limitsOf, toClosed } from '../limits/method-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { type SeenConnection, seenConnectionsOf, toSeenConnection } from '../machines/connections.store.ts'
import { countWithKey, isStranger, type Keys } from '../machines/key/machine-key.ts'
import { isAmong, knowConnection, knowMachine, type Surroundings } from '../machines/machine.ts'
import { tokenHash } from '../machines/machine-token.ts'
import { findMachine, type Machine } from '../machines/machines.store.ts'
import type { Person } from '../people/people.store.ts'
import { preferencesOf, toPreferences } from '../preferences/preferences.store.ts'
import type { Preferences } from '../preferences/preferences.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import type { Facts } from './facts.ts'
import { believed, openResetOf } from './reset-grants.store.ts'
import { usableMethods } from './usable-methods.ts'

/** What is stored about a person on a machine. */
export interface Records {
  preferences: Preferences
  factors: readonly Factor[]
  closed: ReadonlyMap<Method, Date | null>
  machine: Machine | undefined
  /** Where this person was on this machine. */
  connections: readonly SeenConnection[]
  resetId: Id<'grant'> | null
}

/** The facts of one sign-in, and what they were read from. */
export interface LoadedFacts extends Records {
  facts: Facts
}

/** Reads everything the decision may know about this person on this machine and connection. */
export async function loadFacts(world: World, person: Person, caller: Caller): Promise<LoadedFacts> {
  return withFacts(world, { person, caller, records: await loadRecords(world, person, caller) })
}

/** The same where a session is open: at its beginning the key of its machine was proved, or a factor in its place (R15.6). */
export async function loadFactsOfSession(
  world: World,
  person: Person,
  { session, caller }: { session: Pick<OpenSession, 'machineId'>; caller: Caller },
): Promise<LoadedFacts> {
  const records = await loadRecords(world, person, caller)
  const { machine } = records
  const machineKey = machine && machine.id === session.machineId ? (machine.key?.point ?? null) : null
  return withFacts(world, { person, caller: { ...caller, machineKey }, records })
}

const recordsOf = together({
  preferences: preferencesOf,
  factors: factorsOf,
  limits: limitsOf,
  connections: seenConnectionsOf,
  resets: openResetOf,
})

/** In one round trip. */
export async function loadRecords(
  world: World,
  { id: personId, organizationId }: Pick<Person, 'id' | 'organizationId'>,
  { machineToken }: Pick<Caller, 'machineToken'>,
): Promise<Records> {
  const now = world.clock.now()
  const hash = tokenHash(machineToken)
  // In this order: whoever waits for the machine reads the rest as it is afterwards.
  const [machine, rows] = await Promise.all([
    findMachine(world, organizationId, machineToken),
    recordsOf(world.database, { personId, organizationId, hash, ...believed(now) }),
  ])
  const preferences = toPreferences(rows.preferences)
  const [reset] = rows.resets
  return {
    preferences,
    factors: rows.factors.map(toFactor),
    closed: toClosed(rows.limits, now),
    machine,
    connections: rows.connections.map(toSeenConnection),
    resetId: (preferences.twoFactorOn && reset?.id) || null,
  }
}

interface WithFacts {
  person: Person
  caller: Caller
  records: Records
}

export function withFacts({ clock }: World, { person, caller, records }: WithFacts): LoadedFacts {
  const keys = { registered: records.machine?.key ?? null, proved: caller.machineKey ?? null }
  const sources = { ...records, person, here: caller, hasCookie: caller.machineToken !== null, keys }
  return { ...records, facts: toFacts(clock.now(), sources) }
}

/** What the facts are made of: rows as they were read, and where the person stands. */
export interface FactSources extends Records {
  person: Pick<
    Person,
    'active' | 'email' | 'cellPhone' | 'setUpAt' | 'resetAt' | 'defaultMethod' | 'passwordByMailAt'
  >
  here: Surroundings
  /** The request brings a machine cookie of ours. */
  hasCookie: boolean
  keys: Keys
}

/** Pure once read: the same rows give the same facts. The forecast calls it with other preferences. */
export function toFacts(now: Date, sources: FactSources): Facts {
  const { person, preferences, factors, closed, resetId } = sources
  const ready = factors.map(({ method }) => method)
  const usable = { allowed: preferences.methods, closed, defaultMethod: person.defaultMethod }
  // Whoever began has proved something, and so has whoever goes on (T10).
  const isUnfinished = person.setUpAt === null && (person.resetAt !== null || ready.length > 0)
  const isUnfinishedReset = isUnfinished && resetId === null
  return {
    now,
    person: {
      active: person.active,
      // A text method closed for good asks for a new number, so the old one does not count.
      hasCellPhone: person.cellPhone !== null && closed.get(cellPhoneMethod) !== null,
      isSetUp: person.setUpAt !== null,
      methods: usableMethods({ ready, ...usable }),
      // Whoever holds the reset may have proved a new way and stopped there; the profile's address is always known.
      waysAfterReset: isUnfinishedReset
        ? usableMethods({ ready: person.email ? [...ready, everybodysMethod] : ready, ...usable })
        : null,
      mailCountsFrom: wasHereBefore(now, sources) ? null : mailCountsFrom(now, person, preferences),
    },
    twoFactor: { on: preferences.twoFactorOn, frequencyDays: preferences.frequencyDays },
    unidentifiedMachine: {
      on: preferences.unidentifiedMachineOn,
      idleDays: preferences.unidentifiedMachineIdleDays,
    },
    ...whatIsKnownHere(now, sources),
    resetOpen: resetId !== null,
  }
}

/** Of the machine and of the person on it, as far as it counts without the machine's key, or with it. */
function whatIsKnownHere(
  now: Date,
  { here, hasCookie, keys, preferences, machine: stored, connections }: FactSources,
): Pick<Facts, 'machine' | 'connection'> {
  const idleDays = preferences.unidentifiedMachineIdleDays
  const machine = knowMachine({ machine: stored, here, now, idleDays })
  const connection = knowConnection({
    hasCookie,
    // A proof that was made while a clock was ahead would count for too long.
    connections: connections.flatMap(({ provedAt, ...place }) =>
      provedAt && !isFromFuture(provedAt, now) ? [{ ...place, provedAt }] : [],
    ),
    here,
    networkRule: preferences.networkRule,
  })
  const isRequired = preferences.machineKeyRequired
  return {
    machine: countWithKey(machine, { keys, isRequired, isNothing: machine.state === 'unrecognized' }),
    connection: countWithKey(connection, { keys, isRequired, isNothing: connection.state === 'none' }),
  }
}

/** Where the machine's key is missing, the cookie alone tells of nobody (R15.2). */
function wasHereBefore(
  now: Date,
  { person, connections, here, hasCookie, keys, preferences }: FactSources,
): boolean {
  const isMissing = isStranger(keys) || (preferences.machineKeyRequired && keys.registered === null)
  const place = { hasCookie, here, networkRule: preferences.networkRule }
  return !isMissing && isAmong(placesBefore(now, person, connections), place)
}

/** Where this person proved a factor, whether or not it still stands in for a code; who never set one up, where they signed in. */
function placesBefore(
  now: Date,
  { setUpAt, resetAt }: Pick<Person, 'setUpAt' | 'resetAt'>,
  connections: readonly SeenConnection[],
): readonly Surroundings[] {
  if (setUpAt === null && resetAt === null) return connections
  return connections.filter(({ lastProvedAt }) => lastProvedAt && !isFromFuture(lastProvedAt, now))
}

function mailCountsFrom(
  now: Date,
  { passwordByMailAt }: Pick<Person, 'passwordByMailAt'>,
  { mailboxAlone, recoveryHours }: Preferences,
): Date | null {
  if (mailboxAlone || passwordByMailAt === null || isFromFuture(passwordByMailAt, now)) return null
  const from = later(passwordByMailAt, recoveryHours * hour)
  return from > now ? from : null
}

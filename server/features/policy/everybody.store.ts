import { setImmediate as breathe } from 'node:timers/promises'
import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { type Factor, loadFactorsOf } from '../factors/factors.store.ts'
import { closedMethodsOf } from '../limits/method-limits.store.ts'
import { type LastUse, lastUses } from '../machines/last-uses.store.ts'
import { activePeopleAfter, type Person } from '../people/people.store.ts'
import { openResetsOf } from './reset-grants.store.ts'

/** A person with all that the decision may know of them, wherever they sign in. */
export interface KnownPerson {
  person: Person
  factors: readonly Factor[]
  closed: ReadonlyMap<Method, Date | null>
  resetId: Id<'grant'> | null
  /** Undefined where they never signed in. */
  lastUse: LastUse | undefined
}

/** So few that one round of reading and deciding holds nobody up. */
const atOnce = 100

/** Every active person of an organization, some at a time: memory stays the same however many there are. */
export async function* everybody(
  world: World,
  organizationId: Id<'organization'>,
): AsyncGenerator<KnownPerson[]> {
  let after = ''
  for (;;) {
    const people = await activePeopleAfter(world, { organizationId, after, limit: atOnce })
    const last = people.at(-1)
    if (!last) return
    yield await knowPeople(world, people)
    // SQLite answers within the turn of the event loop: other requests have theirs here.
    await breathe()
    after = last.id
  }
}

export async function knowPeople(world: World, people: readonly Person[]): Promise<KnownPerson[]> {
  if (people.length === 0) return []
  const ids = people.map(({ id }) => id)
  const factors = await loadFactorsOf(world, ids)
  const closed = await closedMethodsOf(world, ids)
  const resets = await openResetsOf(world, ids)
  const uses = await lastUses(world, ids)
  return people.map((person) => ({
    person,
    factors: factors.get(person.id) ?? [],
    closed: closed.get(person.id) ?? new Map(),
    resetId: resets.get(person.id) ?? null,
    lastUse: uses.get(person.id),
  }))
}

import { cellPhoneMethod, type Method } from '../../../contract/words.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { closedMethods } from '../limits/method-limits.store.ts'
import type { Person } from '../people/people.store.ts'
import { usableMethods } from '../policy/usable-methods.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'

/**
 * Where ways to confirm do not count, `UMA` alone asks, by the cell phone of the profile: it is a factor, and changed by nothing
 * less (T5). Throws `method-locked`.
 */
export async function isPhoneAsked(world: World, person: Person): Promise<boolean> {
  const { unidentifiedMachineOn } = await loadPreferences(world, person.organizationId)
  const closed = await closedMethods(world, person.id)
  const until = closed.get(cellPhoneMethod)
  // Closed for good it asks for a new number.
  if (!unidentifiedMachineOn || person.cellPhone === null || until === null) return false
  if (until) throw new Problem('method-locked', { lockedUntil: until.toISOString() })
  return true
}

/** All methods of who is set up that may be used for a proof, the default first. */
export async function proofMethods(world: World, person: Person): Promise<Method[]> {
  if (person.setUpAt === null) return []
  const ready = (await loadFactors(world, person.id)).map(({ method }) => method)
  const { methods: allowed } = await loadPreferences(world, person.organizationId)
  const closed = await closedMethods(world, person.id)
  return usableMethods({ ready, allowed, closed, defaultMethod: person.defaultMethod })
}

/** @param counting those that are wanted; all count where it is absent */
export async function firstOpen(world: World, person: Person, counting?: readonly Method[]): Promise<Method> {
  const usable = (await proofMethods(world, person)).filter((one) => counting?.includes(one) ?? true)
  const closed = await closedMethods(world, person.id)
  const open = usable.find((method) => !closed.has(method))
  if (open) return open
  const [locked] = usable
  if (!locked) throw new Problem('method-not-available')
  throw new Problem('method-locked', { lockedUntil: closed.get(locked)?.toISOString() ?? null })
}

/** Throws `method-not-available` and `method-locked` for one that cannot be used now. */
export async function refuseMethod(world: World, person: Person, method: Method): Promise<void> {
  if (!(await proofMethods(world, person)).includes(method)) throw new Problem('method-not-available')
  const closed = await closedMethods(world, person.id)
  if (closed.has(method))
    throw new Problem('method-locked', { lockedUntil: closed.get(method)?.toISOString() ?? null })
}

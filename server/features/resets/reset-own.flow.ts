import { personActor } from '../../base/actor.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { checkOwnPassword } from '../credentials/check-password.flow.ts'
import { lockPerson, type Person, personById } from '../people/people.store.ts'
import { type Asking, ownResetWants } from './own-reset.flow.ts'
import { resetTwoFactor } from './reset-two-factor.flow.ts'

interface OwnReset extends Asking {
  /** Where `ownResetWants` says so. */
  password: string | undefined
}

/** R7.1, R7.1a: one's own, from the profile. The session that asks stays. Throws `fresh-proof-needed`, `wrong-password`, `slow-down`, `busy`. */
export async function resetOwn(world: World, asking: OwnReset): Promise<{ openUntil: Date | null }> {
  const { session, caller } = asking
  const { organizationId, personId, id: keepSessionId } = session
  // Before the password is looked at, which tells nothing where it is not enough.
  await requireEnough(world, asking, await personById(world, personId))
  const checked = await checkedPassword(world, asking)
  return transaction(world, async (world) => {
    const person = await lockPerson(world, personId)
    if (checked && person.passwordHash !== checked.passwordHash) throw new Problem('no-session')
    // Once more: the connection may have been forgotten meanwhile, by a reset of the same moment or "this was not me".
    await requireEnough(world, asking, person)
    const by = personActor(person, caller)
    return resetTwoFactor(world, { organizationId, personId, reason: '', by, keepSessionId })
  })
}

async function requireEnough(world: World, asking: OwnReset, person: Person): Promise<void> {
  const wants = await ownResetWants(world, { ...asking, person })
  const isEnough = wants === 'nothing' || (wants === 'password' && asking.password !== undefined)
  if (!isEnough) throw new Problem('fresh-proof-needed')
}

async function checkedPassword(
  world: World,
  { session, caller, password }: OwnReset,
): Promise<Person | undefined> {
  if (password === undefined) return undefined
  const person = await checkOwnPassword(world, { session, password })
  if (person) return person
  const { organizationId, personId } = session
  await recordAudit(world, {
    organizationId,
    actorId: personId,
    personId,
    address: caller.address,
    event: 'wrong-password',
    data: { purpose: 'two-factor-reset' },
  })
  throw new Problem('wrong-password')
}

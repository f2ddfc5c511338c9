import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { commonPasswords } from '../../tools/common-passwords.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { passwordChangedNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { lockPerson, type Person, savePassword } from '../people/people.store.ts'
import { endWhatRestsOn, type Whose } from '../revocation/end-what-rests-on.flow.ts'
import { passwordFault } from './password-rule.ts'

export interface ChoosePassword {
  person: Person
  password: string
  by: Actor
  /** The session that stays open; null where none does. */
  keepSessionId: Id<'session'> | null
  /** It comes by a link in the mailbox, as a way back in. */
  byMail: boolean
  /** Looked at again once the person is held: throws where the password may not be chosen any more. */
  stillMay(world: World, person: Person): Promise<void>
}

/**
 * A new password: ends other sessions and half-finished sign-ins, forgets connections (R4.8), uses up links that choose
 * one, and tells the person. Throws `invalid-value` with a sentence at `password`, and what `stillMay` throws.
 */
export async function choosePassword(world: World, input: ChoosePassword): Promise<void> {
  const hash = await hashChosen(world, input)
  await transaction(world, async (world) => {
    const person = await lockPerson(world, input.person.id)
    await input.stillMay(world, person)
    const { by, keepSessionId, byMail } = input
    await storeChosen(world, { person, hash, by, keepSessionId, byMail })
  })
}

/** Throws `busy`, and `invalid-value` with a sentence at `password`. */
export async function hashChosen(
  world: World,
  chosen: Pick<ChoosePassword, 'person' | 'password'>,
): Promise<string> {
  await refuseWeak(world, chosen)
  await refuseClosed(world, chosen)
  return world.passwords.hash(chosen.password)
}

interface Chosen extends Pick<Whose, 'keepSessionId' | 'keepSignInId' | 'withMachine'> {
  /** Locked. */
  person: Person
  hash: string
  by: Actor
  byMail: boolean
}

/** In the caller's transaction. */
export async function storeChosen(
  world: World,
  { person, hash, by, byMail, ...kept }: Chosen,
): Promise<void> {
  const { organizationId, id: personId } = person
  await savePassword(world, personId, { hash, byMail })
  await endWhatRestsOn(world, 'password-changed', { organizationId, personId, ...kept })
  const isFirst = person.passwordHash === null
  await recordAudit(world, {
    organizationId,
    ...auditedBy(by),
    personId,
    event: isFirst ? 'password-chosen' : 'password-changed',
    data: {},
  })
  if (isFirst) return
  const telling = { person, addresses: [person.email], kind: 'password-changed', by }
  await tellPerson(world, telling, passwordChangedNotice)
}

/** What is known to somebody else is not chosen again (T9). */
async function refuseClosed(
  world: World,
  { person, password }: Pick<ChoosePassword, 'person' | 'password'>,
): Promise<void> {
  if (person.passwordClosedAt === null) return
  if (!(await world.passwords.verify(password, person.passwordHash))) return
  const fault = 'Please choose another one: somebody else knows this password.'
  throw new Problem('invalid-value', { fields: { password: fault } })
}

async function refuseWeak(
  world: World,
  { person, password }: Pick<ChoosePassword, 'person' | 'password'>,
): Promise<void> {
  const { name: organization } = await organizationById(world, person.organizationId)
  const common = await commonPasswords()
  const fault = passwordFault(password, { userName: person.userName, organization, common })
  if (fault) throw new Problem('invalid-value', { fields: { password: fault } })
}

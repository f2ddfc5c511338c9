import { type Actor, auditedBy } from '../../base/actor.ts'
import { day, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { generatePassword } from '../../tools/generate-password.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { firstPasswordNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { saveFirstPassword } from '../people/first-password.store.ts'
import { lockPersonOf, type Person } from '../people/people.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { wantsFourEyes } from '../rights/wants-four-eyes.flow.ts'

const lives = 7 * day

interface HandOver {
  organizationId: Id<'organization'>
  by: Actor
  personId: Id<'person'>
}

/**
 * A password on paper, which leads to the choice of one's own and to nothing else. What rests on an earlier one ends. Throws
 * `not-found`, `busy`; `conflict` for oneself, for who may not sign in, and for who has a password and can be mailed a link;
 * `second-needed` for who holds a right, under `FOUREYES`.
 */
export async function handOverFirstPassword(
  world: World,
  { organizationId, by, personId }: HandOver,
): Promise<{ password: string; expiresAt: string }> {
  const password = generatePassword(world.random)
  const hash = await world.passwords.hash(password)
  const until = later(world.clock.now(), lives)
  await transaction(world, async (world) => {
    const person = await lockPersonOf(world, { organizationId, personId })
    if (!person) throw new Problem('not-found')
    if (!mayBeHanded(person, by)) throw new Problem('conflict')
    if (by.kind === 'person' && (await wantsFourEyes(world, person))) throw new Problem('second-needed')
    await endWhatRestsOn(world, 'password-changed', { organizationId, personId })
    await saveFirstPassword(world, personId, { hash, until })
    await recordAudit(world, {
      organizationId,
      personId,
      ...auditedBy(by),
      event: 'first-password-given',
      data: { expiresAt: until.toISOString(), hadPassword: person.passwordHash !== null },
    })
    const telling = { person, addresses: [person.email], kind: 'first-password-given', by }
    await tellPerson(world, telling, firstPasswordNotice)
  })
  world.sessionsEnded()
  return { password, expiresAt: until.toISOString() }
}

/** Decision 0075. */
function mayBeHanded({ id, active, passwordHash, passwordClosedAt, email }: Person, by: Actor): boolean {
  const isOwn = by.kind === 'person' && by.personId === id
  return active && !isOwn && (passwordHash === null || passwordClosedAt !== null || email === null)
}

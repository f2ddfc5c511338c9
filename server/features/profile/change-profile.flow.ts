import type { BodyOf } from '../../../contract/api/endpoints.ts'
import { personActor } from '../../base/actor.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { changeContact } from '../accounts/change-contact.flow.ts'
import { readContact } from '../accounts/contact.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { Caller } from '../machines/caller.ts'
import { lockPerson } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'
import { isFresh } from '../sessions/freshness.ts'
import { isSessionOpen } from '../sessions/own-sessions.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { askNewAddress } from './new-address.flow.ts'

interface ChangeProfile {
  session: OpenSession
  caller: Caller
  change: BodyOf<'PATCH /api/profile'>
}

/**
 * Own data; e-mail and cell phone only with a fresh proof, and only once a code was entered that went to the new one (T6). A cell
 * phone is taken away at once. Throws `invalid-value`, `fresh-proof-needed`, `slow-down`.
 */
export async function changeProfile(world: World, { session, caller, change }: ChangeProfile): Promise<void> {
  const isSensitive = change.email !== undefined || change.cellPhone !== undefined
  if (isSensitive && !isFresh(session, world.clock.now())) throw new Problem('fresh-proof-needed')
  const read = readContact(change)
  if ('faults' in read) throw new Problem('invalid-value', { fields: read.faults })
  await transaction(world, async (world) => {
    const person = await lockPerson(world, session.personId)
    if (!person.active || !(await isSessionOpen(world, session.id))) throw new Problem('no-session')
    const { displayName, email, cellPhone } = read.contact
    const asking = { session, caller }
    if (email !== undefined && email !== person.email)
      await askNewAddress(world, asking, { person, field: 'email', address: email })
    if (cellPhone && cellPhone !== person.cellPhone)
      await askNewAddress(world, asking, { person, field: 'cellPhone', address: cellPhone })
    if (cellPhone === null)
      await changeContact(world, {
        person,
        cellPhone,
        by: personActor(person, caller),
        keepSessionId: session.id,
      })
    if (displayName !== undefined && displayName !== person.displayName)
      await rename(world, { session, caller, displayName, before: person.displayName })
  })
  // What is kept of the session holds the old name.
  world.sessionsEnded()
}

interface Rename {
  session: OpenSession
  caller: Caller
  displayName: string
  before: string
}

async function rename(world: World, { session, caller, displayName, before }: Rename): Promise<void> {
  await savePerson(world, session.personId, { displayName })
  await recordAudit(world, {
    organizationId: session.organizationId,
    actorId: session.personId,
    personId: session.personId,
    address: caller.address,
    event: 'display-name-changed',
    data: { before, after: displayName },
  })
}

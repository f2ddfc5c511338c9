import { type Actor, auditedBy } from '../../base/actor.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { useLinksOf } from '../links/links.store.ts'
import { forgetConnectionsOf } from '../machines/connections.store.ts'
import type { Person } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'
import { closeResets } from '../policy/reset-grants.store.ts'
import { endSessions } from '../sessions/sessions.store.ts'
import { endSignInsOf } from '../sign-in/sign-ins.store.ts'

/** Whether somebody may sign in. Deactivated, they are out at once, and nothing they were sent opens a door any more. */
export async function setActive(
  world: World,
  by: Actor,
  { person, active }: { person: Person; active: boolean },
): Promise<void> {
  if (active === person.active) return
  await savePerson(world, person.id, { active })
  const ended = active ? 0 : await shutOut(world, person)
  await recordAudit(world, {
    organizationId: person.organizationId,
    personId: person.id,
    ...auditedBy(by),
    event: active ? 'person-activated' : 'person-deactivated',
    data: { sessionsEnded: ended },
  })
}

async function shutOut(world: World, { id: personId, organizationId }: Person): Promise<number> {
  await endSignInsOf(world, personId)
  await closeResets(world, personId)
  await forgetConnectionsOf(world, personId)
  await useLinksOf(world, personId, ['invitation', 'password-reset'])
  return endSessions(world, { organizationId, personId })
}

import { type Actor, auditedBy } from '../../base/actor.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { Person } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'

/** Whether somebody may sign in. Deactivated, they are out at once, and nothing they were sent opens a door any more. */
export async function setActive(
  world: World,
  by: Actor,
  { person, active }: { person: Person; active: boolean },
): Promise<void> {
  if (active === person.active) return
  await savePerson(world, person.id, { active })
  const change = active ? 'activated' : 'deactivated'
  const { id: personId, organizationId } = person
  const ended = await endWhatRestsOn(world, change, { organizationId, personId })
  await recordAudit(world, {
    organizationId: person.organizationId,
    personId: person.id,
    ...auditedBy(by),
    event: active ? 'person-activated' : 'person-deactivated',
    data: { sessionsEnded: ended.sessions },
  })
}

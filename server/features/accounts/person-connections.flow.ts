import type { PersonConnection } from '../../../contract/api/people.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { connectionsOf } from '../machines/own-connections.store.ts'
import { findListed } from '../people/listed-person.store.ts'
import { lockPersonOf } from '../people/people.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'

interface Whose {
  organizationId: Id<'organization'>
  personId: Id<'person'>
}

/** R4.9: where a person signed in from. Throws `not-found`. */
export async function connectionsOfPerson(world: World, whose: Whose): Promise<PersonConnection[]> {
  await requirePerson(world, whose)
  const found = await connectionsOf(world, whose.personId)
  return found.map(({ id, machineId, machineName, browser, system, network, method, ...times }) => ({
    id,
    machine: { id: machineId, name: machineName },
    browser,
    system,
    network,
    method,
    provedAt: times.provedAt?.toISOString() ?? null,
    lastUsedAt: times.lastUsedAt.toISOString(),
  }))
}

/** R4.8. Throws `not-found`. */
export async function forgetConnectionOf(
  world: World,
  { organizationId, by, personId, connectionId }: Whose & { by: Actor; connectionId: Id<'connection'> },
): Promise<void> {
  await transaction(world, async (world) => {
    if (!(await lockPersonOf(world, { organizationId, personId }))) throw new Problem('not-found')
    const ended = await endWhatRestsOn(world, 'connection-forgotten', { personId, connectionId })
    if (ended.connections === 0) throw new Problem('not-found')
    await recordAudit(world, {
      organizationId,
      personId,
      ...auditedBy(by),
      event: 'connection-forgotten',
      data: { connectionId },
    })
  })
}

async function requirePerson(world: World, { organizationId, personId }: Whose): Promise<void> {
  if (!(await findListed(world, organizationId, personId))) throw new Problem('not-found')
}

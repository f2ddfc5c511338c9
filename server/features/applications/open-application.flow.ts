import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import type { Application } from './application.ts'
import { noteOpening } from './applications.store.ts'
import type { Opening } from './opening.ts'
import { acrOf } from './truth.ts'

interface Opened {
  session: OpenSession
  application: Pick<Application, 'id' | 'name'>
  address: string
  /** By which of its ways in. */
  door: 'openid-connect' | 'forward-auth'
}

/** Somebody is in; in the transaction of what lets them in. */
export async function recordOpening(
  world: World,
  { session, application, address, door }: Opened,
): Promise<void> {
  const { organizationId, personId } = session
  await noteOpening(world, { applicationId: application.id, personId })
  await recordAudit(world, {
    organizationId,
    actorId: personId,
    personId,
    address,
    event: 'application-opened',
    data: { applicationId: application.id, name: application.name, door, acr: acrOf(session) },
  })
}

/** Somebody is not in yet, or not at all. */
export async function recordNoOpening(
  world: World,
  { session, application, address, door, opening }: Opened & { opening: Opening },
): Promise<void> {
  const { verdict, check, reasons, nearest } = opening
  const { id: applicationId, name } = application
  await recordAudit(world, {
    // The person's own, also where the application is another's.
    organizationId: session.organizationId,
    actorId: session.personId,
    personId: session.personId,
    address,
    event: verdict === 'refuse' ? 'application-refused' : 'application-asked',
    data: { applicationId, name, door, check, reasons, nearest },
  })
}

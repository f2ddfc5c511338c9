import { nameKey } from '../../base/name-key.ts'
import type { World } from '../../tools/world.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { sessionsOf } from '../sessions/own-sessions.store.ts'
import { findSessionById, type OpenSession } from '../sessions/sessions.store.ts'
import { applicationsOf } from './applications.store.ts'
import { judgeOpening } from './judge-opening.flow.ts'
import { explainOpening } from './opening-sentences.ts'

/** One session to open it from, and the answer there in lines. */
export interface ExplainedOpening {
  place: string
  lines: string[]
}

/** The real answer in each open session of a person; where there is none, in one by the password alone. Undefined without such an application. */
export async function explainOpenings(
  world: World,
  person: Person,
  name: string,
): Promise<ExplainedOpening[] | undefined> {
  const all = await applicationsOf(world, person.organizationId)
  const application = all.find((one) => nameKey(one.name) === nameKey(name))
  if (!application) return undefined
  const explained: ExplainedOpening[] = []
  for (const { id, browser, system, address } of await sessionsOf(world, person.id)) {
    const session = await findSessionById(world, id)
    if (!session) continue
    const lines = explainOpening(await judgeOpening(world, { session, application }))
    explained.push({ place: `In the session with ${browser} on ${system} from ${address}`, lines })
  }
  if (explained.length > 0) return explained
  const session = await passwordAlone(world, person)
  const lines = explainOpening(await judgeOpening(world, { session, application }))
  return [{ place: 'In a session that began just now with the password alone', lines }]
}

/** Of no machine, and begun this moment. */
async function passwordAlone(world: World, person: Person): Promise<OpenSession> {
  const now = world.clock.now()
  const { id: personId, organizationId, userName, displayName } = person
  const { name: organization } = await organizationById(world, organizationId)
  return {
    ...{ id: '', organizationId, personId, userName, displayName, organization, location: null },
    ...{ passwordAt: now, secondFactorAt: null, method: null, letThroughBy: null, freshAt: null },
    ...{ machineId: null, connectionId: null, lastUsedAt: now, idleMinutes: 0, expiresAt: now },
  }
}

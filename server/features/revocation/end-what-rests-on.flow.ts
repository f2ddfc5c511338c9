import type { Id, IdKind } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { closeCodes } from '../challenges/owned-challenges.store.ts'
import { useLinksOf } from '../links/links.store.ts'
import { forgetProofs } from '../machines/connections.store.ts'
import { forgetKey } from '../machines/key/machine-keys.store.ts'
import { findMachine, forgetRecognition } from '../machines/machines.store.ts'
import { forgetAllConnections, forgetConnection } from '../machines/own-connections.store.ts'
import { endFirstPasswords } from '../people/first-password.store.ts'
import { closeResets } from '../policy/reset-grants.store.ts'
import { endSessions, type WhichSessions } from '../sessions/sessions.store.ts'
import { type Change, type Ends, ends } from './ends.ts'
import { endSignIns } from './half-finished.store.ts'

/** Whose it is that ends; which of these must be there, the row of the change says. */
export interface Whose {
  organizationId?: Id<'organization'>
  /** Held. */
  personId?: Id<'person'>
  machineId?: Id<'machine'> | null
  connectionId?: Id<'connection'> | null
  /** The one session that ends. */
  sessionId?: Id<'session'>
  /** Where the change was asked for; it goes on. */
  keepSessionId?: Id<'session'> | null
  keepSignInId?: Id<'signIn'> | null
  /** The token of the machine on which the caller goes on: taken here, where its place is among the locks. */
  withMachine?: string | null
}

/** How many. */
export interface Ended {
  sessions: number
  connections: number
}

/**
 * Ends what `ends.ts` says of this change, in the caller's transaction and in the order of `lock-order.ts`: the person,
 * whom the caller holds, then links, the machine, codes, sign-ins, connections, sessions, resets.
 */
export async function endWhatRestsOn(world: World, change: Change, whose: Whose): Promise<Ended> {
  const row: Ends = ends[change]
  const person = () => (row.of === 'everybody' ? null : required(whose.personId))
  if (row.firstPassword === 'ends') await endFirstPasswords(world, person())
  if (row.links.length > 0) await useLinksOf(world, person(), row.links)
  if (row.recognition === 'ends' && whose.machineId) await forgetRecognition(world, whose.machineId)
  const isKeyDead = row.key === 'dies' && !!whose.machineId && (await forgetKey(world, whose.machineId))
  if (whose.withMachine) await findMachine(world, required(whose.organizationId), whose.withMachine)
  const keepSignInId = (row.signIns === 'others end' && whose.keepSignInId) || null
  const keepSessionId = (row.codes === 'others end' && whose.keepSessionId) || null
  if (row.signIns !== 'stay')
    await closeCodes(world, { of: 'sign-in', personId: person(), exceptId: keepSignInId })
  if (row.codes !== 'stay')
    await closeCodes(world, { of: 'session', personId: person(), exceptId: keepSessionId })
  if (row.signIns !== 'stay') await endSignIns(world, person(), keepSignInId)
  const connections = await endConnections(world, row, whose)
  // Else the cookie alone would count for all who proved something beside the key.
  if (isKeyDead) await forgetProofs(world, { machineId: required(whose.machineId) })
  const sessions = row.sessions === 'stay' ? 0 : await endSessions(world, whichSessions(row, whose))
  if (row.resets === 'end') await closeResets(world, person())
  return { connections, sessions }
}

async function endConnections(world: World, { of, connections }: Ends, whose: Whose): Promise<number> {
  if (connections === 'stay') return 0
  if (connections === 'are gone') return forgetAllConnections(world, required(whose.personId))
  if (connections === 'this one is gone')
    return whose.connectionId ? forgetConnection(world, required(whose.personId), whose.connectionId) : 0
  return of === 'machine'
    ? forgetProofs(world, { machineId: required(whose.machineId) })
    : forgetProofs(world, { personId: required(whose.personId) })
}

function whichSessions({ of, sessions }: Ends, whose: Whose): WhichSessions {
  const { keepSessionId } = whose
  return {
    ...(of !== 'everybody' && { organizationId: required(whose.organizationId) }),
    ...(of === 'person' && { personId: required(whose.personId) }),
    ...(of === 'machine' && { onMachineId: required(whose.machineId) }),
    ...(sessions === 'this one ends' && { id: required(whose.sessionId) }),
    ...(sessions === 'others end' && keepSessionId && { exceptId: keepSessionId }),
  }
}

/** A change that forgot to say whose it is must not end everybody's. */
function required<Kind extends IdKind>(id: Id<Kind> | null | undefined): Id<Kind> {
  if (!id) throw new Error('this change does not say whose things end')
  return id
}

import type { Method } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { useConnection } from '../machines/connections.store.ts'
import { recognizeMachine } from '../machines/machines.store.ts'
import { personById } from '../people/people.store.ts'
import { loadFactsOfSession } from '../policy/facts.store.ts'
import type { Enroller } from './enroller.flow.ts'

/**
 * R4.5: a code that was right in the profile proves the connection it was typed on, on the machine of the session and
 * on no other; where `UMA` is on, it makes the machine recognized.
 */
export async function rememberHere(
  world: World,
  { caller, session }: Extract<Enroller, { signIn: null }>,
  proved: { method: Method; at: Date },
): Promise<void> {
  const { organizationId, personId } = session
  const person = await personById(world, personId)
  const { machine, facts, preferences } = await loadFactsOfSession(world, person, { session, caller })
  if (!machine || machine.id !== session.machineId) return
  const { network, browser, system } = caller
  await useConnection(world, {
    organizationId,
    personId,
    machineId: machine.id,
    network,
    browser,
    system,
    proved,
  })
  if (preferences.unidentifiedMachineOn && facts.machine.state !== 'recognized')
    await recognizeMachine(world, machine.id, { personId, browser, system })
}

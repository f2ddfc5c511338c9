import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordSummed } from '../audit/audit.store.ts'
import { boundedBy, whoKnocks } from '../credentials/knock.store.ts'
import { slowDown, take, takeAll } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { knownNetwork } from '../machines/network.ts'
import { lockPerson, type Person } from '../people/people.store.ts'
import { sendLink } from './password-links.flow.ts'

interface Asked {
  userName: string
  organization: string | undefined
  caller: Caller
}

/** Counts the user names that are asked for at a network address, away from machines in use. Throws `slow-down`, whoever is meant. */
export async function countAsking(world: World, asked: Asked): Promise<void> {
  const { userName, organization, caller } = asked
  const knock = await whoKnocks(world, asked)
  if (knock.isUsedMachine) return
  const each = `${nameKey(organization ?? '')}\0${nameKey(userName)}`
  const taking = { limit: 'link-names-of-address' as const, by: knownNetwork(caller.network) ?? each, each }
  if (!(await takeAll(world, [taking]))) throw await slowDown(world, [taking], boundedBy(knock))
}

/** Sends the link where there is somebody to send it to. Called when the answer has left: its time tells nothing. */
export async function sendPasswordLink(world: World, asked: Asked): Promise<void> {
  await transaction(world, async (world) => {
    const { organization, person: found, knownMachineId } = await whoKnocks(world, asked)
    if (!organization) return
    const person = found && (await lockPerson(world, found.id))
    const sent = person?.active === true && (await sendBounded(world, person, knownMachineId))
    const { address, network } = asked.caller
    await recordSummed(world, {
      organizationId: organization.id,
      actorId: null,
      personId: person?.id ?? null,
      address,
      network,
      event: 'password-link-asked',
      data: { sent },
    })
  })
}

/** A mailbox is not to be filled by strangers; who asks more often is told nothing of it. */
async function sendBounded(
  world: World,
  person: Person,
  knownMachineId: Id<'machine'> | null,
): Promise<boolean> {
  const taking =
    knownMachineId === null
      ? { limit: 'link-of-person' as const, by: person.id }
      : { limit: 'link-here' as const, by: `${knownMachineId}\0${person.id}` }
  if (!(await take(world, taking))) return false
  return sendLink(world, { person, purpose: 'password-reset', invitedBy: null })
}

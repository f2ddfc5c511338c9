import { hour, later, secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { countWrongPassword, pausedUntil } from '../limits/pauses.store.ts'
import { linksSince } from '../links/links.store.ts'
import type { Caller } from '../machines/caller.ts'
import { findNamed } from '../people/named-person.store.ts'
import { holdPerson, type Person } from '../people/people.store.ts'
import { sendLink } from './password-links.flow.ts'

/** A mailbox is not to be filled by strangers; who asks more often is told nothing of it. */
const mostInAnHour = 3

/** Counts one asking of a network address. Throws `slow-down`, whoever is meant. */
export async function countAsking(world: World, { network }: Pick<Caller, 'network'>): Promise<void> {
  const subject = { kind: 'address', name: `password link\0${network}` } as const
  const until = await pausedUntil(world, subject)
  if (until) throw new Problem('slow-down', { retryAfterSeconds: secondsUntil(until, world.clock.now()) })
  await countWrongPassword(world, subject)
}

interface Asked {
  userName: string
  organization: string | undefined
  caller: Caller
}

/** Sends the link where there is somebody to send it to. Called when the answer has left: its time tells nothing. */
export async function sendPasswordLink(world: World, { caller, ...asked }: Asked): Promise<void> {
  await transaction(world, async (world) => {
    const { organization, person: found } = await findNamed(world, asked)
    if (!organization) return
    // Held, so that simultaneous askings are counted one after the other.
    const person = found && (await holdPerson(world, found.id))
    const sent = person?.active === true && (await sendBounded(world, person))
    await recordAudit(world, {
      organizationId: organization.id,
      actorId: null,
      personId: person?.id ?? null,
      address: caller.address,
      event: 'password-link-asked',
      data: { sent },
    })
  })
}

async function sendBounded(world: World, person: Person): Promise<boolean> {
  const purpose = 'password-reset'
  const since = later(world.clock.now(), -hour)
  if ((await linksSince(world, { personId: person.id, purpose, since })) >= mostInAnHour) return false
  return sendLink(world, { person, purpose, invitedBy: null })
}

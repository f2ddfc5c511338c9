import type { Method } from '../../../contract/words.ts'
import { day, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { makeLink } from '../links/links.store.ts'
import type { Caller } from '../machines/caller.ts'
import { queueMessage } from '../messages/messages.store.ts'
import { newConnectionNotice } from '../messages/new-connection-notice.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'

const linkDays = 7

/** What a "this was not me" link stands for; times are ISO. */
export interface NotMe {
  sessionId: Id<'session'>
  connectionId: Id<'connection'>
  machineId: Id<'machine'>
  at: string
  browser: string
  system: string
  address: string
}

export interface NewConnection {
  person: Person
  caller: Caller
  sessionId: Id<'session'>
  connectionId: Id<'connection'>
  machineId: Id<'machine'>
  machineName: string | null
  proved: { method: Method; at: Date } | null
}

/** R8.1: tells the person of a sign-in from a connection that is new for them, with a link to say it was not theirs. */
export async function sendNewConnectionNotice(world: World, input: NewConnection): Promise<void> {
  const { person, caller, sessionId, connectionId, machineId, machineName, proved } = input
  if (person.email === null) return
  const at = world.clock.now()
  const organization = await organizationById(world, person.organizationId)
  const { browser, system, address } = caller
  const expiresAt = later(at, linkDays * day)
  const token = await makeLink<NotMe>(world, {
    organizationId: person.organizationId,
    personId: person.id,
    purpose: 'not-me',
    data: { sessionId, connectionId, machineId, at: at.toISOString(), browser, system, address },
    expiresAt,
  })
  const letter = newConnectionNotice({
    organization: organization.name,
    displayName: person.displayName,
    at,
    browser,
    system,
    address,
    machineName,
    method: proved?.method ?? null,
    publicUrl: world.publicUrl,
    token,
  })
  await queueMessage(world, {
    organizationId: person.organizationId,
    personId: person.id,
    channel: 'email',
    recipient: person.email,
    kind: 'new-connection',
    content: { ...letter, fromName: organization.name },
    dropAt: expiresAt,
  })
}

import type { PasswordLink } from '../../../contract/api/password.ts'
import { day, hour, later } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { findLink, type Link, makeLink, useLink, useLinksOf } from '../links/links.store.ts'
import type { Caller } from '../machines/caller.ts'
import { queueMessage } from '../messages/messages.store.ts'
import { invitation, passwordReset } from '../messages/password-link.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { choosePassword } from './choose-password.flow.ts'

const lives = { invitation: 7 * day, 'password-reset': hour }
type Purpose = keyof typeof lives

interface Invitation {
  person: Pick<Person, 'id' | 'organizationId' | 'userName' | 'displayName' | 'email'>
  /** Who invites; null for the command line. */
  by: { personId: string; displayName: string } | null
  address: string | null
}

/**
 * Mails somebody a link to choose a password, in the caller's transaction; earlier ones work no more. Lives seven days.
 * False, and nothing sent, where the person has no e-mail address.
 */
export async function sendInvitation(world: World, { person, by, address }: Invitation): Promise<boolean> {
  const sent = await sendLink(world, { person, purpose: 'invitation', invitedBy: by?.displayName ?? null })
  if (sent)
    await recordAudit(world, {
      organizationId: person.organizationId,
      actorId: by?.personId ?? null,
      personId: person.id,
      address,
      event: 'person-invited',
      data: {},
    })
  return sent
}

interface Sending {
  person: Invitation['person']
  purpose: Purpose
  invitedBy: string | null
}

/** In the caller's transaction. */
export async function sendLink(world: World, { person, purpose, invitedBy }: Sending): Promise<boolean> {
  const { id: personId, organizationId, displayName, userName, email } = person
  if (email === null) return false
  const expiresAt = later(world.clock.now(), lives[purpose])
  await useLinksOf(world, personId, [purpose])
  const token = await makeLink(world, { organizationId, personId, purpose, data: {}, expiresAt })
  const { name: organization } = await organizationById(world, organizationId)
  // Behind the number sign, which no browser sends and no server logs.
  const words = {
    organization,
    displayName,
    userName,
    link: `${world.publicUrl}/password#${token}`,
    expiresAt,
  }
  const letter = purpose === 'invitation' ? invitation({ ...words, invitedBy }) : passwordReset(words)
  await queueMessage(world, {
    organizationId,
    personId,
    channel: 'email',
    recipient: email,
    kind: purpose,
    content: { ...letter, fromName: organization },
    // Not even when it has run out: what has an end goes out before codes do.
    dropAt: null,
  })
  return true
}

/** What the page shows before the form. Throws `link-over`. */
export async function lookAtPasswordLink(world: World, token: string): Promise<PasswordLink> {
  const { link, person, purpose } = await openLink(world, token)
  const { name: organization } = await organizationById(world, person.organizationId)
  const { displayName, userName } = person
  return { purpose, organization, displayName, userName, expiresAt: link.expiresAt.toISOString() }
}

interface UseLink {
  token: string
  password: string
  caller: Caller
}

/** The password is chosen; nobody is signed in by it, and the next sign-in asks for all it asks for. */
export async function usePasswordLink(world: World, { token, password, caller }: UseLink): Promise<void> {
  const { link, person } = await openLink(world, token)
  await choosePassword(world, {
    person,
    password,
    by: { personId: person.id, name: null, place: caller },
    keepSessionId: null,
    // Of two clicks at once, and of a click while somebody deactivates the person, one comes first.
    async stillMay(world, held) {
      if (!held.active || !(await useLink(world, link.id))) throw new Problem('link-over')
    },
  })
}

async function openLink(world: World, token: string) {
  for (const purpose of ['invitation', 'password-reset'] as const) {
    const link: Link<unknown> | undefined = await findLink(world, purpose, token)
    if (!link?.personId) continue
    const person = await personById(world, link.personId)
    if (person.active) return { link, person, purpose }
  }
  throw new Problem('link-over')
}

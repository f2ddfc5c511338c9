import type { PasswordLink } from '../../../contract/api/password.ts'
import type { Method } from '../../../contract/words.ts'
import { type Actor, auditedBy, personActor } from '../../base/actor.ts'
import { day, hour, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { findLink, type Link, makeLinks, useLink, useLinksOf } from '../links/links.store.ts'
import type { Caller } from '../machines/caller.ts'
import { queueMessages } from '../messages/messages.store.ts'
import { invitation, passwordReset } from '../messages/password-link.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { choosePassword } from './choose-password.flow.ts'
import { isWayBackIn, methodsBesideTheLink } from './way-back-in.ts'

const lives = { invitation: 7 * day, 'password-reset': hour }
type Purpose = keyof typeof lives

interface Invitation {
  person: Pick<Person, 'id' | 'organizationId' | 'userName' | 'displayName' | 'email'>
  by: Actor
}

/**
 * Mails somebody a link to choose a password, in the caller's transaction; earlier ones work no more. Lives seven days.
 * False, and nothing sent, where the person has no e-mail address.
 */
export async function sendInvitation(world: World, { person, by }: Invitation): Promise<boolean> {
  const invitedBy = by.kind === 'person' ? by.displayName : null
  const sent = await sendLink(world, { person, purpose: 'invitation', invitedBy })
  if (sent)
    await recordAudit(world, {
      organizationId: person.organizationId,
      personId: person.id,
      ...auditedBy(by),
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
export async function sendLink(world: World, sending: Sending): Promise<boolean> {
  const { person, purpose } = sending
  if (person.email === null) return false
  await useLinksOf(world, person.id, [purpose])
  await sendLinks(world, { organizationId: person.organizationId }, [sending])
  return true
}

/** To many people of an organization at once, who have had no such link yet; whoever has no e-mail address is left out. */
export async function sendLinks(
  world: World,
  { organizationId, notBefore }: { organizationId: Id<'organization'>; notBefore?: Date },
  sendings: readonly Sending[],
): Promise<void> {
  const { name: organization } = await organizationById(world, organizationId)
  const now = world.clock.now()
  const reached = sendings.flatMap(({ person: { email, ...person }, ...sending }) =>
    email === null
      ? []
      : [{ ...sending, person, recipient: email, expiresAt: later(now, lives[sending.purpose]) }],
  )
  const tokens = await makeLinks(
    world,
    reached.map(({ person: { id: personId }, purpose, expiresAt }) => ({
      organizationId,
      personId,
      purpose,
      data: {},
      expiresAt,
    })),
  )
  const messages = reached.map(({ recipient, person, purpose, invitedBy, expiresAt }, at) => {
    const { displayName, userName } = person
    // Behind the number sign, which no browser sends and no server logs.
    const link = `${world.publicUrl}/password#${tokens[at]}`
    const words = { organization, displayName, userName, link, expiresAt }
    const letter = purpose === 'invitation' ? invitation({ ...words, invitedBy }) : passwordReset(words)
    return {
      organizationId,
      personId: person.id,
      channel: 'email' as const,
      recipient,
      kind: purpose,
      content: { ...letter, fromName: organization },
      dropAt: expiresAt,
      ...(notBefore && { notBefore }),
    }
  })
  await queueMessages(world, messages)
}

/** What the page shows before the form. Throws `link-over`. */
export async function lookAtPasswordLink(world: World, token: string): Promise<PasswordLink> {
  const { link, person, purpose } = await openLink(world, token)
  const { name: organization } = await organizationById(world, person.organizationId)
  const { displayName, userName } = person
  const proofNeeded = (await methodsBeside(world, person)).length > 0
  const expiresAt = link.expiresAt.toISOString()
  return { purpose, organization, displayName, userName, expiresAt, proofNeeded }
}

/** In the place of which the mailbox alone is not enough. */
export async function methodsBeside(world: World, person: Person): Promise<Method[]> {
  const ready = (await loadFactors(world, person.id)).map(({ method }) => method)
  const preferences = await loadPreferences(world, person.organizationId)
  return methodsBesideTheLink({ setUpAt: person.setUpAt, ready, preferences })
}

interface UseLink {
  token: string
  password: string
  caller: Caller
}

/**
 * The password is chosen; nobody is signed in by it, and the next sign-in asks for all it asks for. Throws `link-over`, and
 * `fresh-proof-needed` for who has another way than the mailbox: they choose it in `prove-password-link.flow.ts`.
 */
export async function usePasswordLink(world: World, { token, password, caller }: UseLink): Promise<void> {
  const { link, person } = await openLink(world, token)
  await refuseMailboxAlone(world, person)
  await choosePassword(world, {
    person,
    password,
    by: personActor(person, caller),
    keepSessionId: null,
    byMail: isWayBackIn(person),
    // Of two clicks at once, and of a click while somebody deactivates the person, one comes first.
    async stillMay(world, held) {
      if (!held.active || !(await useLink(world, link.id))) throw new Problem('link-over')
      await refuseMailboxAlone(world, held)
    },
  })
}

async function refuseMailboxAlone(world: World, person: Person): Promise<void> {
  if ((await methodsBeside(world, person)).length > 0) throw new Problem('fresh-proof-needed')
}

export async function openLink(world: World, token: string) {
  for (const purpose of ['invitation', 'password-reset'] as const) {
    const link: Link<unknown> | undefined = await findLink(world, purpose, token)
    if (!link?.personId) continue
    const person = await personById(world, link.personId)
    if (person.active) return { link, person, purpose }
  }
  throw new Problem('link-over')
}

import { rights } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { commonPasswords } from '../../tools/common-passwords.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { useAllLinks } from '../links/links.store.ts'
import { hasNoOrganization, insertOrganization } from '../organizations/organizations.store.ts'
import { passwordFault } from '../passwords/password-rule.ts'
import { readEmailAddress } from '../people/email-address.ts'
import { readDisplayName, readName, readUserName } from '../people/name.ts'
import { insertPerson } from '../people/people.store.ts'
import { savePreference } from '../preferences/preferences.store.ts'
import { grantRight } from '../rights/rights.store.ts'

/** What somebody typed of an administrator to be. */
export interface TypedAdministrator {
  organization: string
  userName: string
  displayName: string
  email: string
  password: string
}

/** The same as it is kept; the password is already hashed. */
export interface ReadAdministrator {
  organization: string
  userName: string
  displayName: string
  email: string
  passwordHash: string
}

/** Throws `invalid-value` with a sentence for every field that cannot be used. */
export async function readAdministrator(world: World, typed: TypedAdministrator): Promise<ReadAdministrator> {
  const { userName, password } = typed
  const read = {
    organization: readName(typed.organization),
    userName: readUserName(userName),
    displayName: readDisplayName(typed.displayName),
    email: readEmailAddress(typed.email),
  }
  const common = await commonPasswords()
  const fault = passwordFault(password, { userName, organization: typed.organization, common })
  const fields = Object.fromEntries([
    ...Object.entries(read).flatMap(([name, one]) => ('fault' in one ? [[name, one.fault]] : [])),
    ...(fault ? [['password', fault]] : []),
  ])
  const { organization, userName: user, displayName, email } = read
  if (fault || 'fault' in organization || 'fault' in user || 'fault' in displayName || 'fault' in email)
    throw new Problem('invalid-value', { fields })
  return {
    organization: organization.name,
    userName: user.name,
    displayName: displayName.name,
    email: email.address,
    passwordHash: await world.passwords.hash(password),
  }
}

interface Founding {
  /** One that must be among the open links; null for the command line, which needs none. */
  linkId: Id<'link'> | null
  address: string | null
  supportLink?: string
}

/**
 * The first organization and its administrator, in the caller's transaction. Of several callers at once the one that uses up
 * the open first-run links does it. False where the server was set up meanwhile.
 */
export async function foundOrganization(
  world: World,
  administrator: ReadAdministrator,
  { linkId, address, supportLink = '' }: Founding,
): Promise<boolean> {
  const used = await useAllLinks(world, 'first-run')
  if (linkId !== null && !used.includes(linkId)) return false
  if (!(await hasNoOrganization(world))) return false
  const { id: organizationId } = await insertOrganization(world, administrator.organization)
  const personId = await insertAdministrator(world, organizationId, administrator)
  const actorId = linkId === null ? null : personId
  const entry = { organizationId, actorId, personId, address }
  await recordAudit(world, {
    ...entry,
    event: 'organization-made',
    data: { name: administrator.organization },
  })
  if (supportLink === '') return true
  await savePreference(world, organizationId, { code: 'SUPPORTLINK', value: supportLink })
  await recordAudit(world, {
    ...entry,
    personId: null,
    event: 'preference-changed',
    data: { code: 'SUPPORTLINK', before: '', after: supportLink },
  })
  return true
}

/** Throws `already-taken`. */
export async function insertAdministrator(
  world: World,
  organizationId: Id<'organization'>,
  { userName, displayName, email, passwordHash }: ReadAdministrator,
): Promise<Id<'person'>> {
  const rest = { cellPhone: null, locationId: null, passwordHash }
  const personId = await insertPerson(world, { organizationId, userName, displayName, email, ...rest })
  for (const right of rights) await grantRight(world, { organizationId, personId, right })
  return personId
}

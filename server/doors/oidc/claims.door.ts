import type { Account, KoaContextWithOIDC } from 'oidc-provider'
import { isAmongOpeners } from '../../features/applications/applications.store.ts'
import { groupNamesOf } from '../../features/applications/groups.store.ts'
import { factorOf } from '../../features/applications/truth.ts'
import { locationNames } from '../../features/organizations/organizations.store.ts'
import { peopleByIds } from '../../features/people/people.store.ts'
import { findSessionById } from '../../features/sessions/sessions.store.ts'
import type { World } from '../../tools/world.ts'

/** What is told for which scope. `doorward_method` names the way of the second factor that was proved in this session. */
export const claimsByScope = {
  openid: ['sub', 'acr', 'amr', 'auth_time', 'doorward_method', 'doorward_proved_at'],
  profile: ['name', 'preferred_username'],
  email: ['email'],
  phone: ['phone_number'],
  groups: ['groups'],
  location: ['location'],
}

interface Asked {
  context: KoaContextWithOIDC
  personId: string
  /** The code or token that is answered for; undefined where the browser itself asks. */
  token: { sessionUid?: string; clientId?: string } | undefined
}

/** Undefined for whoever is not there any more, or may not open the application any more. */
export async function accountOf(
  world: World,
  { context, personId, token }: Asked,
): Promise<Account | undefined> {
  const clientId = token?.clientId ?? context.oidc.client?.clientId
  // Where the browser asks, the check says why not, on a page.
  if (token && !(clientId && (await isAmongOpeners(world, { personId, applicationId: clientId }))))
    return undefined
  return { accountId: personId, claims: () => claimsOf(world, personId, token?.sessionUid) }
}

async function claimsOf(world: World, personId: string, sessionId: string | undefined) {
  const session = sessionId ? await findSessionById(world, sessionId) : undefined
  const factor = session && factorOf(session)
  const [person] = session ? await peopleByIds(world, session.organizationId, [personId]) : []
  if (!session || !person) return { sub: personId }
  const locations = await locationNames(world, person.organizationId)
  return {
    sub: personId,
    name: person.displayName,
    preferred_username: person.userName,
    groups: await groupNamesOf(world, personId),
    ...(person.email && { email: person.email }),
    ...(person.cellPhone && { phone_number: person.cellPhone }),
    ...(person.locationId && { location: locations.get(person.locationId) }),
    ...(factor && {
      doorward_method: factor.method,
      doorward_proved_at: Math.floor(factor.at.getTime() / 1000),
    }),
  }
}

import type { SignInPage } from '../../../contract/api/sign-in.ts'
import { Problem } from '../../base/problem.ts'
import { makeToken } from '../../tools/random.ts'
import type { World } from '../../tools/world.ts'
import { issueNonce } from '../machines/key/key-nonce.ts'
import { findOrganization } from '../organizations/organizations.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'

interface SignInPageInput {
  organization: string | undefined
  isTrial: boolean
  mailFrom: string
}

/** What may be known before anybody has signed in (R2.2). Throws `not-found` for a name that is no organization's. */
export async function signInPage(
  world: World,
  { organization: name, isTrial, mailFrom }: SignInPageInput,
): Promise<SignInPage> {
  const organization = await findOrganization(world, name)
  if (!organization && name !== undefined) throw new Problem('not-found')
  const preferences = organization && (await loadPreferences(world, organization.id))
  return {
    organization: organization?.name ?? null,
    organizationAsked: !organization,
    twoFactorOn: preferences?.twoFactorOn ?? false,
    codeEveryTime: preferences?.twoFactorOn === true && preferences.frequencyDays === 0,
    unidentifiedMachineOn: preferences?.unidentifiedMachineOn ?? false,
    supportLink: preferences?.supportLink ?? null,
    mailFrom,
    trial: isTrial,
    nonce: issueNonce(world.vault, { random: makeToken(world.random), now: world.clock.now() }),
  }
}

import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { Application } from '../../features/applications/application.ts'
import { findApplication } from '../../features/applications/applications.store.ts'
import { judgeOpening } from '../../features/applications/judge-opening.flow.ts'
import { recordNoOpening } from '../../features/applications/open-application.flow.ts'
import type { Opening } from '../../features/applications/opening.ts'
import { take } from '../../features/limits/taken-limits.store.ts'
import { canonicalNetwork } from '../../features/machines/network.ts'
import type { CheckedSession } from '../../features/sessions/session-check.flow.ts'
import type { World } from '../../tools/world.ts'
import { requestContext } from './request-context.door.ts'
import { acrOfWishes, readWishes, type Wishes, wantedOf } from './wishes.ts'

/**
 * One check of ours in the place of the library's: those would lower an essential `acr` and take a mere coming back for a
 * fresh sign-in. Consent is by policy; its prompt stays, so that whoever asks for it meets no fault.
 */
export function openingPolicy(world: World) {
  const { Check, base } = interactionPolicy
  const policy = base()
  for (const prompt of policy) prompt.checks.clear()
  policy
    .get('login')!
    .checks.add(
      new Check(
        'may_open',
        'the person must sign in or prove again',
        'interaction_required',
        async (context) => ((await isOpen(world, context)) ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT),
      ),
    )
  return policy
}

async function isOpen(world: World, context: KoaContextWithOIDC): Promise<boolean> {
  const { oidc } = context
  const { session, address } = requestContext()
  const wishes = readWishes(oidc.params!)
  if (!wishes) throw new errors.InvalidRequest('claims or max_age cannot be read')
  if (!session) {
    if (!wishes.isSilent) await countOpening(world, address)
    return needs(wishes, new errors.LoginRequired())
  }
  const application = await findApplication(world, oidc.client!.clientId)
  if (!application) throw new errors.InvalidClient()
  refuseSomebodyElse(context, session)
  const acr = acrOfWishes(wishes, session)
  if (acr?.answer === 'unmet') throw new errors.UnmetAuthenticationRequirements()
  const { begunAt } = (oidc.result ?? {}) as { begunAt?: number }
  const opening = await judgeOpening(world, {
    session,
    application,
    begunAt: begunAt === undefined ? null : new Date(begunAt),
    wanted: wantedOf(wishes, acr),
  })
  requestContext().judged = { application, opening }
  if (opening.verdict === 'open') {
    if (acr?.answer === 'met') (oidc.session as unknown as { acr: string }).acr = acr.told
    return true
  }
  await recordNoOpening(world, { session, application, address, door: 'openid-connect', opening })
  // Nobody can prove what the request wants: it is told so, and not the person.
  if (acr?.answer === 'second-factor' && opening.verdict === 'refuse' && isForWantOfFactor(opening))
    throw new errors.UnmetAuthenticationRequirements()
  return needs(wishes, noOpening(application, opening, acr?.answer === 'second-factor'))
}

const isForWantOfFactor = ({ check }: Opening) => check === 'factor-too-weak' || check === 'factor-too-old'

/** What is asked is kept until somebody has signed in: a stranger must not fill the database with it. */
async function countOpening(world: World, address: string): Promise<void> {
  const isTaken = await take(world, { limit: 'openings-of-address', by: canonicalNetwork(address) })
  if (!isTaken) throw new errors.TemporarilyUnavailable('too many requests come from this network address')
}

/** The page of ours asks; where none may be shown the application is told. */
function needs({ isSilent }: Wishes, error: errors.OIDCProviderError): false {
  if (isSilent) throw error
  return false
}

function noOpening({ name }: Application, { verdict, prove }: Opening, isAcrAsked: boolean) {
  if (verdict === 'refuse') return new errors.AccessDenied(`this person may not open ${name}`)
  if (isAcrAsked && prove.methods.length > 0) return new errors.UnmetAuthenticationRequirements()
  return new errors.LoginRequired('the person must prove again that it is them')
}

/** The application named somebody, by an id token of before or by a claim. */
function refuseSomebodyElse({ oidc }: KoaContextWithOIDC, { personId }: CheckedSession): void {
  const hinted = oidc.entities.IdTokenHint as { payload?: { sub?: string } } | undefined
  const claimed = oidc.claims?.id_token?.sub as { value?: string } | null | undefined
  for (const sub of [hinted?.payload?.sub, claimed?.value])
    if (sub !== undefined && sub !== personId) throw new errors.LoginRequired('somebody else is signed in')
}

/** Where the browser goes meanwhile; it comes back to `returnTo`. */
export function pageFor(returnTo: string, organization: string | undefined): string {
  const { session, judged } = requestContext()
  const path = new URL(returnTo).pathname
  if (!session) {
    const query = new URLSearchParams({ returnTo: path, ...(organization && { organization }) })
    return `/sign-in?${query}`
  }
  const { application, opening } = judged!
  const query = new URLSearchParams({ application: application.id, returnTo: path })
  if (opening.prove.methods.length > 0) query.set('methods', opening.prove.methods.join(','))
  return opening.verdict === 'prove-again' ? `/prove-again?${query}` : `/not-open?${query}`
}

import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider'

import { digest, isSame } from '../../base/digest.ts'
import { hour, minute } from '../../base/duration.ts'
import { findApplication } from '../../features/applications/applications.store.ts'
import type { SigningKey } from '../../features/applications/signing-keys.flow.ts'
import { organizationById } from '../../features/organizations/organizations.store.ts'
import type { World } from '../../tools/world.ts'
import { accountOf, claimsByScope } from './claims.door.ts'
import { openingPolicy, pageFor } from './opening-check.door.ts'
import { grantIdOf, putOurSessionIn } from './own-session.door.ts'
import { faultPage, signOutPage } from './pages.ts'
import { recordsIn } from './records.door.ts'
import { requestContext } from './request-context.door.ts'

const mountedAt = '/oidc'

const seconds = (milliseconds: number) => milliseconds / 1000

/** A code lives until its application has fetched what it stands for. */
const lives = {
  AuthorizationCode: seconds(minute),
  AccessToken: seconds(10 * minute),
  IdToken: seconds(10 * minute),
  Interaction: seconds(hour),
  // No session is longer, and nothing outlives its session.
  RefreshToken: seconds(168 * hour),
  Grant: seconds(168 * hour),
  Session: seconds(168 * hour),
}

/** The cookie that binds a browser to the request it began; no other of the library's reaches a browser. */
const boundBrowserCookie = 'doorward-application'

/** A provider with these keys; to change them another one is built. */
export function buildProvider(world: World, keys: readonly SigningKey[]): Provider {
  const policy = openingPolicy(world)
  const provider: Provider = new Provider(`${world.publicUrl}${mountedAt}`, {
    adapter: recordsIn(world),
    jwks: { keys: keys.map(({ id, algorithm, jwk }) => ({ ...jwk, kid: id, alg: algorithm, use: 'sig' })) },
    cookies: {
      keys: [world.vault.tag('cookies', 'openid connect')],
      names: { session: 'unused-session', interaction: 'unused-interaction', resume: boundBrowserCookie },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access'],
    claims: claimsByScope,
    conformIdTokenClaims: false,
    acrValues: ['urn:doorward:acr:password', 'urn:doorward:acr:remembered', 'urn:doorward:acr:two-factor'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    allowOmittingSingleRegisteredRedirectUri: false,
    acceptQueryParamAccessTokens: false,
    clientBasedCORS: (_, origin, client) => isPageOf(client, origin),
    ttl: lives,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      revocation: { enabled: true, allowedPolicy: isOwnToken },
      // The library would tell every client of everybody's tokens.
      introspection: { enabled: true, allowedPolicy: isOwnToken },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = signOutPage(form)
        },
        postLogoutSuccessSource: (context) => context.redirect('/sign-in'),
      },
    },
    interactions: { policy, url: (context, { returnTo }) => pageOf(world, context, returnTo) },
    findAccount: (context, personId, token) => accountOf(world, { context, personId, token }),
    loadExistingGrant: (context) => grantOf(provider, context),
    expiresWithSession: () => true,
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: () => true,
    renderError: (context, said) => {
      context.type = 'html'
      context.body = faultPage(said as unknown as Record<string, unknown>)
    },
  } satisfies Configuration)
  // Whoever asks has passed our door, which has set what it says of host and scheme.
  provider.proxy = true
  putOurSessionIn(provider, world)
  secretsByHash(provider)
  provider.on('server_error', (_: unknown, error: Error) =>
    world.log.error({ error: error.message }, 'an application could not be answered'),
  )
  return provider
}

type Client = InstanceType<Provider['Client']>

const isOwnToken = (_: unknown, client: Client, token: object) =>
  (token as { clientId?: string }).clientId === client.clientId

/** A client that keeps no secret is a page in the browser, which asks from where it stands; programs ask from nowhere. */
const isPageOf = ({ clientAuthMethod, redirectUris }: Client, origin: string) =>
  clientAuthMethod === 'none' && (redirectUris ?? []).some((uri) => new URL(uri).origin === origin)

/** Consent is by policy: what an organization's own application may ask, it is given. */
async function grantOf(provider: Provider, { oidc }: KoaContextWithOIDC) {
  const { session } = requestContext()
  if (!session) return undefined
  const clientId = oidc.client!.clientId
  const id = grantIdOf(session.id, clientId)
  const found = await provider.Grant.find(id)
  if (found) return found
  const grant = new provider.Grant({ accountId: session.personId, clientId })
  grant.jti = id
  grant.addOIDCScope(['openid', 'offline_access', ...Object.keys(claimsByScope)].join(' '))
  await (grant as unknown as { save(seconds: number): Promise<string> }).save(lives.Grant)
  return grant
}

async function pageOf(world: World, { oidc }: KoaContextWithOIDC, returnTo: string): Promise<string> {
  const application = await findApplication(world, oidc.client!.clientId)
  const organization = application && (await organizationById(world, application.organizationId)).name
  return pageFor(returnTo, organization)
}

/** Secrets of clients are kept hashed; nothing is signed with them. */
function secretsByHash(provider: Provider): void {
  const { prototype } = provider.Client as unknown as {
    prototype: {
      clientSecret?: string
      compareClientSecret(this: { clientSecret?: string }, actual: string): boolean
    }
  }
  prototype.compareClientSecret = function (actual) {
    return this.clientSecret !== undefined && isSame(this.clientSecret, digest(actual))
  }
}

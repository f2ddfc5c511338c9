import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApplicationFile } from '../../contract/api/applications.ts'
import { commandLine } from '../../server/base/actor.ts'
import { applyFile } from '../../server/features/applications/apply-file.flow.ts'
import { browserAt } from '../support/browser-at.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { signInByEmail } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'

const callback = 'https://desk.example/callback'
const desk: ApplicationFile = {
  name: 'Agency Desk',
  address: 'https://desk.example/',
  whoMayOpen: 'everybody',
  openIdConnect: { redirectUris: [callback], afterSignOutUris: ['https://desk.example/bye'] },
}
const twoFactor = 'urn:doorward:acr:two-factor'

/** openid-client 6 as an application has it. */
interface Relying {
  config: client.Configuration
  clientId: string
  secret: string
}

onBothEngines('OpenID Connect with openid-client (R14.5, R14.6)', (open) => {
  let server: TestServer
  beforeAll(async () => {
    // Libraries hold our answers against their own clock.
    server = await startServer({ now: new Date(), settings: { DATABASE: await open() } })
  })
  afterAll(() => server.stop())

  async function register(file: ApplicationFile): Promise<Relying> {
    const { id: organizationId } = await server.world.database
      .selectFrom('organizations')
      .select('id')
      .executeTakeFirstOrThrow()
    const applying = { organizationId, by: commandLine, file: { applications: [file] } }
    const { newClients } = await applyFile(server.world, applying)
    const { id: clientId, secret } = newClients[0]!
    const config = await client.discovery(
      new URL(`${server.url}/oidc`),
      clientId,
      undefined,
      secret ? client.ClientSecretPost(secret) : client.None(),
      { execute: [client.allowInsecureRequests] },
    )
    return { config, clientId, secret: secret ?? '' }
  }

  /** One request of the application, and what it holds to check the answer. */
  async function ask({ config }: Relying, more: Record<string, string> = {}) {
    const verifier = client.randomPKCECodeVerifier()
    const state = client.randomState()
    const nonce = client.randomNonce()
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: 'openid profile email groups location',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...more,
    })
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
    return {
      address: address.href,
      redeem: (answer: URL) => client.authorizationCodeGrant(config, answer, checks),
    }
  }

  const somebody = (userName: string) => {
    const person = visitor(server.url)
    return { userName, person, browser: browserAt(server.url, person.cookies) }
  }
  type Somebody = ReturnType<typeof somebody>

  async function signIn({ person, userName }: Somebody, returnTo: string | null) {
    const { answer } = await signInByEmail(server, person, userName)
    expect(answer?.step).toBe('done')
    return returnTo!
  }

  describe('one whole path', () => {
    it('somebody signs in on our page, comes back, and the application knows who it is and how it was proved (R13.7)', async () => {
      const relying = await register(desk)
      const bill = somebody('BSMITH')
      const request = await ask(relying)
      const page = await bill.browser.ledTo(request.address)
      expect(page.pathname).toBe('/sign-in')
      const answer = await bill.browser.ledTo(await signIn(bill, page.searchParams.get('returnTo')))
      expect(answer.href).toMatch(/^https:\/\/desk\.example\/callback\?code=/)
      const tokens = await request.redeem(answer)
      const claims = tokens.claims()!
      expect(claims).toMatchObject({
        iss: `${server.url}/oidc`,
        aud: relying.clientId,
        acr: twoFactor,
        amr: ['pwd', 'otp', 'mfa'],
        doorward_method: 'email',
        preferred_username: 'BSMITH',
        email: 'bsmith@harbor.example',
        location: 'Main Street',
        groups: [],
      })
      const userInfo = await client.fetchUserInfo(relying.config, tokens.access_token, claims.sub)
      expect(userInfo).toMatchObject({ name: claims.name, email: 'bsmith@harbor.example' })
      const refreshed = await client.refreshTokenGrant(relying.config, tokens.refresh_token!)
      expect(refreshed.claims()).toMatchObject({ sub: claims.sub, acr: twoFactor })
    })
  })
})

import * as client from 'openid-client'
import { expect } from 'vitest'
import type { ApplicationFile } from '../../contract/api/applications.ts'
import { commandLine } from '../../server/base/actor.ts'
import { applyFile } from '../../server/features/applications/apply-file.flow.ts'
import { type BrowserAt, browserAt } from './browser-at.ts'
import { outboxIsEmpty } from './outbox.ts'
import type { TestServer } from './server.ts'
import { messagesTo, newestCode, signInByEmail } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

export const callback = 'https://desk.example/callback'

/** openid-client 6 as an application has it. */
export interface Relying {
  config: client.Configuration
  clientId: string
  secret: string
}

/** Somebody with a browser. */
export interface Somebody {
  userName: string
  person: Visitor
  browser: BrowserAt
}

export const returnOf = (page: URL) => page.searchParams.get('returnTo')!
export const codeOf = (answer: URL) => answer.searchParams.get('code')!
export const errorOf = (answer: URL) => answer.searchParams.get('error')

/** Applications that speak OpenID Connect with a server by openid-client, and people who open them. */
export function relyingOn(server: TestServer) {
  async function apply(file: ApplicationFile, organization?: string) {
    const { id: only } = await server.world.database
      .selectFrom('organizations')
      .select('id')
      .executeTakeFirstOrThrow()
    const organizationId = organization ?? only
    return applyFile(server.world, { organizationId, by: commandLine, file: { applications: [file] } })
  }

  /** Anew under another name where there is one of this name. */
  async function register(file: ApplicationFile, organization?: string): Promise<Relying> {
    await server.world.database.deleteFrom('applications').where('name', '=', file.name).execute()
    const { newClients } = await apply(file, organization)
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
      verifier,
      redeem: (answer: URL) => client.authorizationCodeGrant(config, answer, checks),
    }
  }

  const somebody = (userName: string): Somebody => {
    const person = visitor(server.url)
    return { userName, person, browser: browserAt(server.url, person.cookies) }
  }

  async function signIn({ person, userName }: Somebody, returnTo: string | null) {
    const { answer } = await signInByEmail(server, person, userName)
    expect(answer?.step).toBe('done')
    return returnTo!
  }

  /** The fresh proof, as the page asks it; where nothing is asked by `at`, as the profile does. */
  async function proveAgain({ person, userName }: Somebody, at?: URL) {
    const methods = at?.searchParams.get('methods')?.split(',')
    const to = `${userName.toLowerCase()}@harbor.example`
    await outboxIsEmpty(server)
    const known = (await messagesTo(server, to)).length
    const begun = await person.call('POST /api/profile/proof', {
      password: server.passwordOf(userName),
      ...(methods && { methods }),
    })
    if (begun.answer?.step === 'done') return
    expect(begun.answer?.step).toBe('code')
    const code = await newestCode(server, to, known)
    expect((await person.call('POST /api/profile/proof/code', { code })).answer?.step).toBe('done')
  }

  /** Somebody who is in by two factors, and stays for the test. */
  async function signedIn(userName = 'BSMITH'): Promise<Somebody> {
    const one = somebody(userName)
    const { answer } = await signInByEmail(server, one.person, userName)
    expect(answer?.step).toBe('done')
    server.clock.advance(1000)
    return one
  }

  /** As an application without a library of its own would send it. */
  const token = ({ clientId, secret }: Relying, form: Record<string, string>) =>
    fetch(`${server.url}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: clientId, client_secret: secret, ...form }),
    })

  async function codeFor(relying: Relying, one: Somebody) {
    const request = await ask(relying)
    const answer = await one.browser.ledTo(request.address)
    expect(codeOf(answer), answer.href).toBeTruthy()
    const form = {
      grant_type: 'authorization_code',
      code: codeOf(answer),
      redirect_uri: callback,
      code_verifier: request.verifier,
    }
    return { form, redeem: () => request.redeem(answer) }
  }

  return { apply, register, ask, somebody, signIn, proveAgain, signedIn, token, codeFor }
}

import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import * as openid from 'openid-client'
import { bankPage, customersPage } from './pages.ts'

/** What `doorward applications apply` told, and where this program is reached. */
export interface Connection {
  issuer: string
  clientId: string
  clientSecret: string
  /** Without a slash at the end. */
  address: string
}

/** Who is in, as Doorward told it. */
interface Visitor {
  name: string
  groups: readonly string[]
  acr: string
  /** When the password was given, in seconds since 1970. */
  authTime: number
  idToken: string
}

/** What one request holds until its answer comes back. */
interface Waiting {
  verifier: string
  state: string
  nonce: string
  goOn: string
}

const twoFactor = 'urn:doorward:acr:two-factor'
/** A bank account is shown to whoever proved a second factor, and gave the password within this, in seconds. */
const bankSeconds = 15 * 60

/** A line-of-business program: customers for everybody who is in, bank accounts after a step-up. */
export async function openAgencyDesk({
  issuer,
  clientId,
  clientSecret,
  address,
}: Connection): Promise<FastifyInstance> {
  const isPlain = issuer.startsWith('http:')
  const config = await openid.discovery(
    new URL(issuer),
    clientId,
    undefined,
    openid.ClientSecretBasic(clientSecret),
    isPlain ? { execute: [openid.allowInsecureRequests] } : {},
  )
  const visitors = new Map<string, Visitor>()
  const waiting = new Map<string, Waiting>()
  const app = fastify()

  const keyOf = ({ headers }: FastifyRequest) => /(?:^|; )desk=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? ''
  const visitorOf = (request: FastifyRequest) => visitors.get(keyOf(request))
  const setKey = (reply: FastifyReply, key: string) =>
    reply.header('set-cookie', `desk=${key}; Path=/; HttpOnly; SameSite=Lax${isPlain ? '' : '; Secure'}`)

  /** Sends the browser to Doorward; what is wanted there beside a sign-in stands in `more`. */
  async function signIn(request: FastifyRequest, reply: FastifyReply, more: Record<string, string> = {}) {
    const verifier = openid.randomPKCECodeVerifier()
    const held = { verifier, state: openid.randomState(), nonce: openid.randomNonce(), goOn: request.url }
    const key = randomUUID()
    waiting.set(key, held)
    setKey(reply, key)
    const to = openid.buildAuthorizationUrl(config, {
      redirect_uri: `${address}/callback`,
      scope: 'openid profile groups',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: held.state,
      nonce: held.nonce,
      ...more,
    })
    return reply.redirect(to.href)
  }

  app.get('/callback', async (request, reply) => {
    const held = waiting.get(keyOf(request))
    waiting.delete(keyOf(request))
    if (!held) return reply.redirect('/')
    const tokens = await openid.authorizationCodeGrant(config, new URL(request.url, address), {
      pkceCodeVerifier: held.verifier,
      expectedState: held.state,
      expectedNonce: held.nonce,
    })
    const claims = tokens.claims()!
    // Another key than before: whoever knew that one is not in.
    const key = randomUUID()
    visitors.set(key, {
      name: String(claims.name),
      groups: claims.groups as string[],
      acr: String(claims.acr),
      authTime: Number(claims.auth_time),
      idToken: tokens.id_token!,
    })
    setKey(reply, key)
    return reply.redirect(held.goOn)
  })

  app.get('/', async (request, reply) => {
    const visitor = visitorOf(request)
    return visitor ? reply.type('text/html').send(customersPage(visitor)) : signIn(request, reply)
  })

  app.get('/bank', async (request, reply) => {
    const visitor = visitorOf(request)
    const age = Date.now() / 1000 - (visitor?.authTime ?? 0)
    if (visitor?.acr === twoFactor && age < bankSeconds)
      return reply.type('text/html').send(bankPage(visitor))
    const acr = { essential: true, values: [twoFactor] }
    return signIn(request, reply, {
      claims: JSON.stringify({ id_token: { acr } }),
      max_age: String(bankSeconds),
    })
  })

  app.get('/sign-out', async (request, reply) => {
    const visitor = visitorOf(request)
    visitors.delete(keyOf(request))
    if (!visitor) return reply.redirect('/')
    const to = openid.buildEndSessionUrl(config, {
      id_token_hint: visitor.idToken,
      post_logout_redirect_uri: `${address}/`,
    })
    return reply.redirect(to.href)
  })

  return app
}

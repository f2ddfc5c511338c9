import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApplicationFile } from '../../contract/api/applications.ts'
import { minute } from '../../server/base/duration.ts'
import { rotateSigningKeys } from '../../server/features/applications/signing-keys.flow.ts'
import { take } from '../../server/features/limits/taken-limits.store.ts'
import { canonicalNetwork } from '../../server/features/machines/network.ts'
import { makeOtherOrganization } from '../support/administrator.ts'
import { browserAt } from '../support/browser-at.ts'
import { onBothEngines } from '../support/engines.ts'
import {
  callback,
  codeOf,
  errorOf,
  type Relying,
  relyingOn,
  returnOf,
  type Somebody,
} from '../support/relying.ts'
import { startServer, type TestServer } from '../support/server.ts'

const desk: ApplicationFile = {
  name: 'Agency Desk',
  address: 'https://desk.example/',
  whoMayOpen: 'everybody',
  openIdConnect: { redirectUris: [callback], afterSignOutUris: ['https://desk.example/bye'] },
}
const twoFactor = 'urn:doorward:acr:two-factor'

onBothEngines('An application that speaks OpenID Connect, by openid-client (R14.5)', (open) => {
  // Libraries hold our answers against their own clock.
  const start = async () => startServer({ now: new Date(), settings: { DATABASE: await open() } })

  it('a stranger who begins again and again is refused, and whoever is signed in goes on (R19.2)', async () => {
    const server = await start()
    const { register, ask, somebody, signedIn } = relyingOn(server)
    const relying = await register(desk)
    const bill = await signedIn()
    const stranger = somebody('BSMITH')
    const kept = async () =>
      (await server.world.database.selectFrom('provider_records').select('id').execute()).length
    const before = await kept()
    const by = canonicalNetwork('127.0.0.1')
    for (let each = 0; each < 599; each++) await take(server.world, { limit: 'openings-of-address', by })
    expect((await stranger.browser.ledTo((await ask(relying)).address)).pathname).toBe('/sign-in')
    const refused = await stranger.browser.ledTo((await ask(relying)).address)
    expect(errorOf(refused)).toBe('temporarily_unavailable')
    expect(await kept()).toBe(before + 1)
    expect(codeOf(await bill.browser.ledTo((await ask(relying)).address))).toBeTruthy()
    await server.stop()
  })

  it('somebody signs in on our page, comes back, and the application knows who it is and how it was proved (R13.7)', async () => {
    const server = await start()
    const { register, ask, somebody, signIn } = relyingOn(server)
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
    await server.stop()
  })

  it('a code is used once: of eight at once one is answered, and what it gave dies with the second use', async () => {
    const server = await start()
    const { register, signedIn, codeFor, token } = relyingOn(server)
    const relying = await register(desk)
    const bill = await signedIn()
    const { form } = await codeFor(relying, bill)
    const replies = await Promise.all(Array.from({ length: 8 }, () => token(relying, form)))
    const statuses = replies.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1)
    expect(statuses.every((status) => status === 200 || status === 400)).toBe(true)
    const won = replies.find(({ status }) => status === 200)
    const { access_token } = won ? ((await won.json()) as { access_token: string }) : { access_token: 'x' }
    expect((await token(relying, form)).status).toBe(400)
    const { status } = await fetch(`${server.url}/oidc/me`, {
      headers: { Authorization: `Bearer ${access_token}` },
    })
    expect(status).toBe(401)
    await server.stop()
  })
})

describe('OpenID Connect (R14.5, R14.6)', () => {
  let server: TestServer
  let on: ReturnType<typeof relyingOn>
  beforeAll(async () => {
    server = await startServer({ now: new Date() })
    on = relyingOn(server)
  })
  afterAll(() => server.stop())

  describe('what a request may want (R14.6)', () => {
    let relying: Relying
    let bill: Somebody
    beforeAll(async () => {
      relying = await on.register({ ...desk, name: 'Wishing Desk' })
      bill = await on.signedIn()
    })

    it('somebody who is in meets no page, and `prompt=none` gives a code', async () => {
      for (const more of [{}, { prompt: 'none' }] as Record<string, string>[]) {
        const request = await on.ask(relying, more)
        const tokens = await request.redeem(await bill.browser.ledTo(request.address))
        expect(tokens.claims()).toMatchObject({ acr: twoFactor, preferred_username: 'BSMITH' })
      }
    })

    it('nobody in the browser: `prompt=none` says so, and shows nothing', async () => {
      const request = await on.ask(relying, { prompt: 'none' })
      expect(errorOf(await on.somebody('BSMITH').browser.ledTo(request.address))).toBe('login_required')
    })

    it.each([
      ['prompt=login', { prompt: 'login' }],
      ['max_age=0', { max_age: '0' }],
      ['max_age=1', { max_age: '1' }],
    ])('%s is not met by coming back as one was, and is met by a new password', async (_, more) => {
      server.clock.advance(2000)
      const request = await on.ask(relying, more)
      const page = await bill.browser.ledTo(request.address)
      expect(page.pathname).toBe('/prove-again')
      const again = await bill.browser.ledTo(returnOf(page))
      expect(again.pathname).toBe('/prove-again')
      server.clock.advance(1000)
      await on.proveAgain(bill, again)
      const tokens = await request.redeem(await bill.browser.ledTo(returnOf(again)))
      const { person } = bill
      const { answer } = await person.call('GET /api/session')
      const at = Math.floor(Date.parse(answer!.provedBy.password) / 1000)
      expect(tokens.claims()?.auth_time).toBe(at)
    })

    it('whoever signs in anew meanwhile goes on as who they are now, and nobody as who was there before', async () => {
      const shared = await on.signedIn()
      server.clock.advance(1000)
      const request = await on.ask(relying, { prompt: 'login' })
      const page = await shared.browser.ledTo(request.address)
      await shared.person.call('DELETE /api/session')
      const cara = { ...shared, userName: 'CBILLS' }
      server.clock.advance(1000)
      await on.signIn(cara, null)
      const tokens = await request.redeem(await cara.browser.ledTo(returnOf(page)))
      expect(tokens.claims()?.preferred_username).toBe('CBILLS')
    })

    it('a max_age that is met asks nothing', async () => {
      const request = await on.ask(relying, { max_age: '3600' })
      expect(codeOf(await bill.browser.ledTo(request.address))).toBeTruthy()
    })

    it('prompt=consent is no fault: consent is by policy', async () => {
      const request = await on.ask(relying, { prompt: 'consent' })
      expect(codeOf(await bill.browser.ledTo(request.address))).toBeTruthy()
    })

    const essential = (...values: string[]) => ({
      claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }),
    })
    it.each([
      ['what nobody has', essential('phr'), 'unmet_authentication_requirements'],
      ['what nobody knows', essential('urn:elsewhere:gold'), 'unmet_authentication_requirements'],
      [
        'what nobody has, beside a weaker wish',
        { ...essential('phr'), acr_values: 'urn:doorward:acr:password' },
        'unmet_authentication_requirements',
      ],
      ['a stronger one as a mere wish', { acr_values: 'phr' }, 'unmet_authentication_requirements'],
      ['what cannot be read', { claims: '{"id_token":{"acr":{"values":"x"}}}' }, 'invalid_request'],
      ['a max_age that is none', { max_age: '-1' }, 'invalid_request'],
      ['somebody else', { claims: '{"id_token":{"sub":{"value":"per_x"}}}' }, 'login_required'],
    ])('asked for %s it is refused, never lowered', async (_, more, error) => {
      const request = await on.ask(relying, more)
      expect(errorOf(await bill.browser.ledTo(request.address))).toBe(error)
    })

    it('asked for less than holds, it says the value that was asked', async () => {
      const request = await on.ask(relying, essential('urn:doorward:acr:password'))
      const tokens = await request.redeem(await bill.browser.ledTo(request.address))
      expect(tokens.claims()?.acr).toBe('urn:doorward:acr:password')
    })

    it('where a remembered connection stood in, an essential second factor is asked for, and nothing else will do (R13.5)', async () => {
      const cara = await on.signedIn('CBILLS')
      await cara.person.call('DELETE /api/session')
      const { answer } = await cara.person.call('POST /api/sign-in', {
        userName: 'CBILLS',
        password: server.passwordOf('CBILLS'),
      })
      expect(answer?.step).toBe('done')
      const plain = await on.ask(relying)
      const told = (await plain.redeem(await cara.browser.ledTo(plain.address))).claims()
      expect(told).toMatchObject({ acr: 'urn:doorward:acr:remembered', amr: ['pwd'] })
      expect(told).not.toHaveProperty('doorward_method')

      const silent = await on.ask(relying, { ...essential(twoFactor), prompt: 'none' })
      expect(errorOf(await cara.browser.ledTo(silent.address))).toBe('unmet_authentication_requirements')
      const more = { ...essential(twoFactor), acr_values: 'urn:doorward:acr:password' }
      const request = await on.ask(relying, more)
      const page = await cara.browser.ledTo(request.address)
      expect([page.pathname, page.searchParams.get('methods')]).toEqual(['/prove-again', 'email,text'])
      const again = await cara.browser.ledTo(returnOf(page))
      expect(again.pathname).toBe('/prove-again')
      server.clock.advance(minute)
      await on.proveAgain(cara, again)
      const claims = (await request.redeem(await cara.browser.ledTo(returnOf(again)))).claims()
      expect(claims).toMatchObject({ acr: twoFactor, amr: ['pwd', 'otp', 'mfa'], doorward_method: 'email' })
    })
  })

  describe('who may open what (R13.3, R13.4)', () => {
    let inAlready: Somebody
    beforeAll(async () => {
      inAlready = await on.signedIn()
    })

    it('whoever it is not for meets the page that says so, gets no code, and the audit tells', async () => {
      const relying = await on.register({ ...desk, name: 'Closed Desk', whoMayOpen: { people: ['JJONES'] } })
      const bill = await on.signedIn()
      const request = await on.ask(relying)
      const page = await bill.browser.ledTo(request.address)
      expect(page.pathname).toBe('/not-open')
      expect((await bill.browser.ledTo(returnOf(page))).pathname).toBe('/not-open')
      const silent = await on.ask(relying, { prompt: 'none' })
      expect(errorOf(await bill.browser.ledTo(silent.address))).toBe('access_denied')
      const entry = await server.world.database
        .selectFrom('audit')
        .select('data')
        .where('event', '=', 'application-refused')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      expect(JSON.parse(entry.data)).toMatchObject({ name: 'Closed Desk', check: 'not-for-you' })
    })

    it("another organization's application opens to nobody of this one", async () => {
      const { organizationId } = await makeOtherOrganization(server)
      const other = await on.register({ ...desk, name: 'Foreign Desk' }, organizationId)
      // A name is needed to sign in where there are several: whoever is in already needs none.
      const page = await inAlready.browser.ledTo((await on.ask(other)).address)
      expect(page.pathname).toBe('/not-open')
      expect(errorOf(await inAlready.browser.ledTo((await on.ask(other, { prompt: 'none' })).address))).toBe(
        'access_denied',
      )
      await server.world.database
        .deleteFrom('applications')
        .where('organization_id', '=', organizationId)
        .execute()
      for (const table of ['people', 'locations'] as const)
        await server.world.database.deleteFrom(table).where('organization_id', '=', organizationId).execute()
      await server.world.database.deleteFrom('organizations').where('id', '=', organizationId).execute()
    })

    it('what it demands is asked, and an old proof is not taken for a new one', async () => {
      const relying = await on.register({ ...desk, name: 'Bank Desk', demands: { factorMinutes: 15 } })
      const bill = await on.signedIn()
      await on.codeFor(relying, bill)
      server.clock.advance(16 * minute)
      const request = await on.ask(relying)
      const page = await bill.browser.ledTo(request.address)
      expect([page.pathname, page.searchParams.get('methods')]).toEqual(['/prove-again', 'email,text'])
      await on.proveAgain(bill, page)
      const answer = await bill.browser.ledTo(returnOf(page))
      expect((await request.redeem(answer)).claims()?.doorward_proved_at).toBe(
        Math.floor(server.clock.now().getTime() / 1000),
      )
    })

    it('a half-finished sign-in and a set-up-only one open nothing', async () => {
      const relying = await on.register({ ...desk, name: 'Patient Desk' })
      const jo = on.somebody('JJONES')
      const { person, browser } = jo
      const begun = await person.call('POST /api/sign-in', {
        userName: 'JJONES',
        password: server.passwordOf('JJONES'),
      })
      expect(begun.answer?.step).not.toBe('done')
      const request = await on.ask(relying)
      const page = await browser.ledTo(request.address)
      expect(page.pathname).toBe('/sign-in')
      expect((await browser.ledTo(returnOf(page))).pathname).toBe('/sign-in')
      const silent = await on.ask(relying, { prompt: 'none' })
      expect(errorOf(await browser.ledTo(silent.address))).toBe('login_required')
    })
  })

  describe('ends travel (R13.8)', () => {
    it.each([
      ['signs out', async (bill: Somebody) => bill.person.call('DELETE /api/session')],
      [
        'is let go from the application',
        async () => on.apply({ ...desk, name: 'Ending Desk', whoMayOpen: { people: ['JJONES'] } }),
      ],
      ['finds it switched off', async () => on.apply({ ...desk, name: 'Ending Desk', isOn: false })],
    ])('when somebody %s: code, access token and refresh token are dead at once', async (_, end) => {
      const relying = await on.register({ ...desk, name: 'Ending Desk' })
      const bill = await on.signedIn()
      const tokens = await (await on.codeFor(relying, bill)).redeem()
      const waiting = await on.codeFor(relying, bill)
      await client.fetchUserInfo(relying.config, tokens.access_token, client.skipSubjectCheck)
      await end(bill)
      await expect(
        client.fetchUserInfo(relying.config, tokens.access_token, client.skipSubjectCheck),
      ).rejects.toThrow()
      await expect(client.refreshTokenGrant(relying.config, tokens.refresh_token!)).rejects.toMatchObject({
        error: 'invalid_grant',
      })
      await expect(waiting.redeem()).rejects.toMatchObject({ error: 'invalid_grant' })
    })

    it('an application signs the person out with their consent, and the browser comes back to it', async () => {
      const relying = await on.register({ ...desk, name: 'Leaving Desk' })
      const bill = await on.signedIn()
      const tokens = await (await on.codeFor(relying, bill)).redeem()
      const address = client.buildEndSessionUrl(relying.config, {
        id_token_hint: tokens.id_token!,
        post_logout_redirect_uri: 'https://desk.example/bye',
        state: 'so long',
      })
      const form = await (await bill.browser.get(address.href)).text()
      const xsrf = /name="xsrf" value="(\w+)"/.exec(form)![1]!
      const confirm = `${server.url}/oidc/session/end/confirm`
      const forged = await bill.browser.post(confirm, { xsrf: 'x', logout: 'yes' })
      expect(forged.status).toBe(400)
      expect((await bill.person.call('GET /api/session')).status).toBe(200)
      const done = await bill.browser.post(confirm, { xsrf, logout: 'yes' })
      expect(done.headers.get('location')).toBe('https://desk.example/bye?state=so+long')
      expect((await bill.person.call('GET /api/session')).status).toBe(401)
    })
  })

  describe('bad requests', () => {
    let relying: Relying
    let bill: Somebody
    beforeAll(async () => {
      relying = await on.register({ ...desk, name: 'Careful Desk' })
      bill = await on.signedIn()
    })

    it('another client, another address, no verifier or a wrong one redeem nothing', async () => {
      const other = await on.register({ ...desk, name: 'Other Desk' })
      const { form } = await on.codeFor(relying, bill)
      const { code_verifier: _, ...unproved } = form
      for (const [who, sent] of [
        [other, form],
        [relying, { ...form, redirect_uri: 'https://desk.example/elsewhere' }],
        [relying, unproved],
        [relying, { ...form, code_verifier: client.randomPKCECodeVerifier() }],
        [{ ...relying, secret: 'wrong' }, form],
      ] as const)
        expect((await on.token(who, sent)).ok, JSON.stringify(sent)).toBe(false)
    })

    it('a refresh token is used once; used again, the whole family ends', async () => {
      const tokens = await (await on.codeFor(relying, bill)).redeem()
      const next = await client.refreshTokenGrant(relying.config, tokens.refresh_token!)
      for (const used of [tokens.refresh_token!, next.refresh_token!])
        await expect(client.refreshTokenGrant(relying.config, used)).rejects.toMatchObject({
          error: 'invalid_grant',
        })
    })

    it.each([
      ['PKCE is missing', { code_challenge: '', code_challenge_method: '' }],
      ['PKCE is plain', { code_challenge_method: 'plain' }],
      ['the implicit flow', { response_type: 'token' }],
      ['a token in the address', { response_type: 'id_token token' }],
    ])('%s is refused', async (_, more) => {
      const request = await on.ask(relying, more)
      const address = new URL(request.address)
      for (const [name, value] of [...address.searchParams])
        if (value === '') address.searchParams.delete(name)
      const { response, address: led } = await bill.browser.follow(address.href)
      expect(response.status).toBeLessThan(500)
      expect(led).not.toMatch(/[?&#](code|access_token|id_token)=/)
    })

    it.each([
      'https://desk.example/callback/',
      'https://desk.example/callback?x=1',
      'https://desk.example/callback#x',
      'https://desk.example/Callback',
      'https://desk.example/./callback',
      'https://desk.example/x/../callback',
      'https://desk.example/%63allback',
      'https://desk.example:443/callback',
      'https://desk.example:8443/callback',
      'https://desk.example./callback',
      'https://DESK.example/callback',
      'http://desk.example/callback',
      'https://desk.example@evil.example/callback',
      'https://evil.example/callback',
      'https://desk.example.evil.example/callback',
      'https://evil.example/https://desk.example/callback',
      'https://desk.example\\@evil.example/callback',
      '//desk.example/callback',
      'javascript:alert(1)',
      'data:text/html,x',
      ' https://desk.example/callback',
      'https://desk.example/callback\n',
      'https://desk.example/callback%00',
      '',
    ])('redirect_uri %j leads nowhere', async (redirect_uri) => {
      const request = await on.ask(relying, { redirect_uri })
      const response = await bill.browser.get(request.address)
      expect(response.status).toBe(400)
      expect(response.headers.get('location')).toBeNull()
    })

    it('a request begun in one browser is not finished in another', async () => {
      const request = await on.ask(relying, { prompt: 'login' })
      const page = await on.somebody('BSMITH').browser.ledTo(request.address)
      const { response } = await bill.browser.follow(returnOf(page))
      expect(response.status).toBe(400)
      expect(response.headers.get('location')).toBeNull()
    })

    it('Host, X-Forwarded-Host and -Proto change no address of ours', async () => {
      const forged = browserAt(server.address, bill.person.cookies, {
        'X-Forwarded-Host': 'evil.example',
        'X-Forwarded-Proto': 'https',
      })
      const found = await (await forged.get('/oidc/.well-known/openid-configuration')).text()
      expect(found).not.toContain('evil.example')
      expect(JSON.parse(found)).toMatchObject({
        issuer: `${server.url}/oidc`,
        authorization_endpoint: `${server.url}/oidc/auth`,
        token_endpoint: `${server.url}/oidc/token`,
      })
    })

    it('no cookie of the library but the one that binds a request reaches a browser', async () => {
      const request = await on.ask(relying)
      const { headers } = await on.somebody('BSMITH').browser.get(request.address)
      const names = headers.getSetCookie().map((line) => line.split('=')[0])
      expect(names).toEqual(['doorward-application', 'doorward-application.sig'])
    })

    it('what cannot be read, and too much of it, is a clear refusal and no fault', async () => {
      for (const path of ['auth', 'auth?client_id=%', 'token', 'me', 'auth/nothing', 'nowhere']) {
        const { status } = await bill.browser.get(`/oidc/${path}`)
        expect(status, path).toBeGreaterThanOrEqual(400)
        expect(status, path).toBeLessThan(500)
      }
      expect((await on.token(relying, { grant_type: 'x'.repeat(100_000) })).status).toBe(400)
    })

    it('a client learns and ends nothing of what another was given', async () => {
      const other = await on.register({ ...desk, name: 'Curious Desk' })
      const tokens = await (await on.codeFor(relying, bill)).redeem()
      const { access_token: access, refresh_token: refresh } = tokens
      for (const given of [access, refresh!]) {
        expect(await client.tokenIntrospection(other.config, given)).toEqual({ active: false })
        expect(await client.tokenIntrospection(relying.config, given)).toMatchObject({
          active: true,
          client_id: relying.clientId,
        })
        await client.tokenRevocation(other.config, given).catch(() => {})
        expect((await client.tokenIntrospection(relying.config, given)).active).toBe(true)
      }
      await client.tokenRevocation(relying.config, refresh!)
      for (const given of [access, refresh!])
        expect((await client.tokenIntrospection(relying.config, given)).active).toBe(false)
    })

    it('a page in the browser that keeps no secret may ask from where it stands, and nothing else may', async () => {
      const openIdConnect = { redirectUris: [callback], isPublic: true }
      const page = await on.register({ ...desk, name: 'Browser Desk', openIdConnect })
      const { form } = await on.codeFor(page, bill)
      const askFrom = (origin: string, clientId: string) =>
        fetch(`${server.url}/oidc/token`, {
          method: 'POST',
          headers: { Origin: origin },
          body: new URLSearchParams({ ...form, client_id: clientId }),
        })
      const allowed = (response: Response) => response.headers.get('access-control-allow-origin')
      for (const [origin, clientId] of [
        ['https://evil.example', page.clientId],
        ['https://desk.example', relying.clientId],
      ] as const) {
        const response = await askFrom(origin, clientId)
        expect([response.ok, allowed(response)], origin).toEqual([
          false,
          expect.not.stringContaining('https:'),
        ])
      }
      const again = await on.codeFor(page, bill)
      const good = await fetch(`${server.url}/oidc/token`, {
        method: 'POST',
        headers: { Origin: 'https://desk.example' },
        body: new URLSearchParams({ ...again.form, client_id: page.clientId }),
      })
      expect([good.status, allowed(good)]).toEqual([200, 'https://desk.example'])
    })

    it('no token, code or secret stands in the database as it is', async () => {
      const { form, redeem } = await on.codeFor(relying, bill)
      const tokens = await redeem()
      const rows = JSON.stringify([
        await server.world.database.selectFrom('provider_records').selectAll().execute(),
        await server.world.database.selectFrom('applications').selectAll().execute(),
        await server.world.database.selectFrom('signing_keys').selectAll().execute(),
      ])
      for (const secret of [form.code, tokens.access_token, tokens.refresh_token!, relying.secret, '"d":'])
        expect(rows).not.toContain(secret)
    })
  })

  it('new keys are published before they sign, and what the old ones signed is still believed', async () => {
    const relying = await on.register({ ...desk, name: 'Patient Keys' })
    const bill = await on.signedIn()
    const published = async () => {
      const { keys } = (await (await fetch(`${server.url}/oidc/jwks`)).json()) as { keys: { kid: string }[] }
      return keys.map(({ kid }) => kid)
    }
    const signedBy = (idToken: string) =>
      JSON.parse(Buffer.from(idToken.split('.')[0]!, 'base64url').toString()) as { kid: string; alg: string }
    const first = await (await on.codeFor(relying, bill)).redeem()
    const before = await published()
    await rotateSigningKeys(server.world)
    server.clock.advance(2 * minute)
    const between = await published()
    expect(between).toHaveLength(4)
    expect(between).toEqual(expect.arrayContaining(before))
    const second = await (await on.codeFor(relying, bill)).redeem()
    expect(signedBy(second.id_token!)).toEqual(signedBy(first.id_token!))
    server.clock.advance(61 * minute)
    const cara = await on.signedIn('CBILLS')
    const third = await (await on.codeFor(relying, cara)).redeem()
    expect(before).not.toContain(signedBy(third.id_token!).kid)
    expect(signedBy(third.id_token!).alg).toBe('RS256')
    expect(await published()).toHaveLength(4)
  })
})

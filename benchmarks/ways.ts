import { Secret, TOTP } from 'otpauth'
import type { Answer } from './answer.ts'
import type { Asker } from './asker.ts'
import type { Codes } from './codes.ts'
import type { People } from './people.ts'

/** How somebody signs in: where they are remembered, with the code of their app, or with one that is sent to them. */
export type Way = 'remembered' | 'app' | 'sent'
/** `hash` only verifies passwords: see hash-server.ts. */
export type Product = 'doorward' | 'better-auth' | 'hash'

export interface SigningIn {
  asker: Asker
  codes: Pick<Codes, 'next'>
  people: People
}

/** One whole sign-in, as a browser makes it. Throws where it does not end in a session. */
type SignIn = (at: SigningIn, person: number) => Promise<void>

export const signIns: Readonly<Record<Product, Readonly<Record<Way, SignIn>>>> = {
  doorward: {
    async remembered({ asker, people }, person) {
      keepCookies(asker, 'machine')
      const answer = await asker.post('/api/sign-in', credentials(people, 'app', person))
      expect(answer, 'done')
    },
    async app({ asker, people }, person) {
      expect(await asker.post('/api/sign-in', credentials(people, 'app', person)), 'code')
      expect(await asker.post('/api/sign-in/code', { code: appCode(people) }), 'done')
    },
    async sent({ asker, people, codes }, person) {
      const { userName, password } = credentials(people, 'email', person)
      const code = codes.next(addressOf(userName))
      expect(await asker.post('/api/sign-in', { userName, password }), 'code')
      expect(await asker.post('/api/sign-in/code', { code: await code }), 'done')
    },
  },
  'better-auth': {
    async remembered({ asker, people }, person) {
      keepCookies(asker, 'trust_device')
      expect(await asker.post('/api/auth/sign-in/email', account(people, person)), '"token"')
    },
    async app({ asker, people }, person) {
      await provePeer({ asker, people }, person, {})
    },
    async sent({ asker, people, codes }, person) {
      const code = codes.next(addressOf(`u${person}`))
      expect(await asker.post('/api/auth/sign-in/email', account(people, person)), 'twoFactorRedirect')
      expect(await asker.post('/api/auth/two-factor/send-otp', {}), 'true')
      expect(await asker.post('/api/auth/two-factor/verify-otp', { code: await code }), '"token"')
    },
  },
  hash: { remembered: askOnce, app: askTwice, sent: askTwice },
}

async function askOnce({ asker, people }: SigningIn): Promise<void> {
  expect(await asker.post('/', { password: people.password }), 'done')
}

async function askTwice(at: SigningIn): Promise<void> {
  await askOnce(at)
  expect(await at.asker.post('/', {}), 'done')
}

/** Proves a person once, so that the connection is remembered, or the device trusted, from then on. */
export async function becomeRemembered(product: Product, at: SigningIn, person: number): Promise<void> {
  if (product === 'doorward') await signIns.doorward.app(at, person)
  if (product === 'better-auth') await provePeer(at, person, { trustDevice: true })
}

async function provePeer(
  { asker, people }: Pick<SigningIn, 'asker' | 'people'>,
  person: number,
  more: { trustDevice?: true },
): Promise<void> {
  expect(await asker.post('/api/auth/sign-in/email', account(people, person)), 'twoFactorRedirect')
  const body = { code: appCode(people), ...more }
  expect(await asker.post('/api/auth/two-factor/verify-totp', body), '"token"')
}

function credentials({ nameOf, password }: People, first: 'app' | 'email', person: number) {
  return { userName: nameOf(first, person), password }
}

function account({ password }: People, person: number) {
  return { email: addressOf(`u${person}`), password }
}

const addressOf = (name: string) => `${name.toLowerCase()}@bench.example`

/** The browser was closed: only what outlives a session stays. */
function keepCookies({ cookies }: Asker, name: string): void {
  for (const one of [...cookies.keys()]) if (!one.includes(name)) cookies.delete(one)
}

let kept: { step: number; code: string } | undefined

/** Computed once for each step: everybody's app has the same key. */
function appCode({ appKey }: People): string {
  const step = Math.floor(Date.now() / 30_000)
  if (kept?.step !== step)
    kept = { step, code: new TOTP({ secret: Secret.fromUTF8(appKey), digits: 6, period: 30 }).generate() }
  return kept.code
}

function expect({ status, body }: Answer, words: string): void {
  if (status !== 200 || !body.includes(words))
    throw new Error(`Not "${words}" but ${status}: ${body.slice(0, 300)}`)
}

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { digest } from '../../server/base/digest.ts'
import { minute } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import { browserKey, giveWith, nonceOf, proofFor, signInWithKey } from '../support/machine-key.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { setPreference, setUpByEmail } from '../support/set-up.ts'
import { asCodeStep, messagesTo, newestCode } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

let server: TestServer
const stop = () => server.stop()

async function start(settings: Record<string, string> = {}) {
  server = await startServer({ settings })
  await setPreference(server, '2FA', 'On')
  for (const userName of ['BSMITH', 'CBILLS', 'ADMIN']) await setUpByEmail(server, userName)
}

let computers = 0
const computer = () => visitor(server.url, { address: `198.51.100.${++computers}` })
/** A browser of the same kind, at the same address, with the cookies of another. */
function copyOf(other: Visitor): Visitor {
  const copy = visitor(server.url, { address: other.headers['X-Forwarded-For']! })
  for (const [name, value] of other.cookies) copy.cookies.set(name, value)
  return copy
}
/** A computer with a key, on which somebody proved a factor. */
async function provedBy(userName: string) {
  const own = computer()
  const key = browserKey()
  expect((await signInWithKey(server, own, userName, key)).answer?.step).toBe('done')
  return { own, key }
}
const reasonOf = async (begun: ReturnType<typeof giveWith>) => asCodeStep((await begun).answer).reasons[0]
const isKnown = async (begun: ReturnType<typeof giveWith>) =>
  expect((await begun).answer).toMatchObject({ step: 'done', reasons: [{ check: 'known' }] })
/** What the audit holds of the sign-in that this session began with. */
async function signInOf(at: Visitor) {
  const { id } = await server.world.database
    .selectFrom('sessions')
    .select('id')
    .where('token_hash', '=', digest(at.cookies.get('doorward-session')!))
    .executeTakeFirstOrThrow()
  const { data } = await server.world.database
    .selectFrom('audit')
    .select('data')
    .where('event', '=', 'signed-in')
    .where('data', 'like', `%${id}%`)
    .executeTakeFirstOrThrow()
  return JSON.parse(data) as { machineId: string; machineKey: string | null }
}

onBothEngines('The key of a machine', (open) => {
  beforeEach(async () => start({ DATABASE: await open() }))
  afterEach(stop)

  it('a copied cookie is worth nothing (R15.2)', async () => {
    const { own, key } = await provedBy('BSMITH')
    await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, key)))
    const thief = copyOf(own)
    expect(await reasonOf(giveWith(server, thief, 'BSMITH'))).toMatchObject({
      check: 'machine-key-missing',
      sentence: 'This browser could not show that it is the one we know.',
      values: { registeredAt: server.clock.now().toISOString(), another: false },
    })
    const other = await proofFor(server, thief, browserKey())
    expect(await reasonOf(giveWith(server, thief, 'BSMITH', other))).toMatchObject({
      check: 'machine-key-missing',
      values: { another: true },
    })
    await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, key)))
  })

  it('a nonce is good once and for ten minutes, and whoever comes too late is told so before the password is looked at', async () => {
    const { own, key } = await provedBy('BSMITH')
    const proof = await proofFor(server, own, key)
    const over = { status: 410, problem: { code: 'nonce-over' } }
    const atOnce = await Promise.all([1, 2, 3].map(() => giveWith(server, own, 'BSMITH', proof)))
    expect(atOnce.filter(({ answer }) => answer?.step === 'done')).toHaveLength(1)
    expect(atOnce.filter(({ problem }) => problem?.code === 'nonce-over')).toHaveLength(2)
    expect(await giveWith(server, copyOf(own), 'BSMITH', proof)).toMatchObject(over)
    // Nor does it come back once its life is over.
    for (const wait of [10, 5, 20]) {
      server.clock.advance(wait * minute)
      expect(await giveWith(server, copyOf(own), 'BSMITH', proof)).toMatchObject(over)
    }
    const late = await proofFor(server, own, key)
    server.clock.advance(10 * minute)
    expect(await giveWith(server, own, 'BSMITH', late)).toMatchObject(over)
    await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, key)))
  })
})

describe('The key of a machine', () => {
  beforeAll(() => start())
  afterAll(stop)

  it('what proves nothing is as good as nothing sent (R15.2)', async () => {
    const { own, key } = await provedBy('BSMITH')
    const good = await proofFor(server, own, key)
    const other = await proofFor(server, own, browserKey())
    const signature = Buffer.from(good.signature, 'base64url')
    const flipped = Buffer.from(signature)
    flipped[10]! ^= 1
    const offCurve = Buffer.from(key.publicKey, 'base64url')
    offCurve[64]! ^= 1
    const invented = `${good.nonce.slice(0, 20)}${'A'.repeat(60)}`
    const elsewhere = key.prove(await nonceOf(own), 'https://elsewhere.example')
    const faulty = {
      'another signature': { ...good, signature: flipped.toString('base64url') },
      'the signature of another key': { ...good, signature: other.signature },
      'a signature in the other form (DER)': {
        ...good,
        signature: Buffer.concat([Buffer.of(0x30, 0x44), signature]).toString('base64url'),
      },
      'no signature': { ...good, signature: 'A' },
      zeros: { ...good, signature: Buffer.alloc(64).toString('base64url') },
      'a point that is not on the curve': { ...good, publicKey: offCurve.toString('base64url') },
      'the point at infinity': { ...good, publicKey: Buffer.alloc(65).toString('base64url') },
      'the same point in another text': { ...good, publicKey: `${key.publicKey}=` },
      'a nonce that is not ours': key.prove(invented, server.url),
      'another nonce than was signed': { ...good, nonce: other.nonce },
      'what was signed for another site': elsewhere,
    }
    for (const [what, proof] of Object.entries(faulty))
      expect(await reasonOf(giveWith(server, copyOf(own), 'BSMITH', proof)), what).toMatchObject({
        check: 'machine-key-missing',
      })
    // None of them used the nonce up.
    await isKnown(giveWith(server, own, 'BSMITH', good))
  })

  it('a wrong password uses the nonce too: what was sent with it proves nothing later', async () => {
    const { own, key } = await provedBy('BSMITH')
    const machineKey = await proofFor(server, own, key)
    const wrong = { userName: 'BSMITH', password: 'not the one', machineKey }
    expect((await own.call('POST /api/sign-in', wrong)).problem?.code).toBe('wrong-credentials')
    expect((await giveWith(server, copyOf(own), 'BSMITH', machineKey)).problem?.code).toBe('nonce-over')
  })

  it('a machine without a key is known by its cookie, until somebody proves a factor there with one (R15.1)', async () => {
    const own = computer()
    expect((await signInWithKey(server, own, 'BSMITH')).answer?.step).toBe('done')
    expect(await signInOf(own)).toMatchObject({ machineKey: null })
    await isKnown(giveWith(server, own, 'BSMITH'))
    const key = browserKey()
    // Let in without a factor, the key is not registered: the cookie may be a copy.
    await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, key)))
    await isKnown(giveWith(server, own, 'BSMITH'))
    expect((await signInWithKey(server, own, 'CBILLS', key)).answer?.step).toBe('done')
    expect(await signInOf(own)).toMatchObject({ machineKey: 'registered' })
    await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, key)))
    expect(await signInOf(own)).toMatchObject({ machineKey: 'proved' })
    expect(await reasonOf(giveWith(server, own, 'BSMITH'))).toMatchObject({ check: 'machine-key-missing' })
  })

  it('a key that the browser has lost is asked for once, and is replaced by a proved factor alone (R15.6)', async () => {
    const { own, key } = await provedBy('BSMITH')
    await signInWithKey(server, own, 'CBILLS', key)
    const { machineId } = await signInOf(own)
    const [fresh, old] = [browserKey(), copyOf(own)]
    // The right password alone replaces nothing.
    expect(await reasonOf(giveWith(server, own, 'BSMITH', await proofFor(server, own, fresh)))).toMatchObject(
      {
        check: 'machine-key-missing',
      },
    )
    await isKnown(giveWith(server, old, 'BSMITH', await proofFor(server, old, key)))

    const told = (await messagesTo(server, 'bsmith@harbor.example')).length
    expect((await signInWithKey(server, own, 'BSMITH', fresh)).answer?.step).toBe('done')
    expect(await signInOf(own)).toEqual(expect.objectContaining({ machineId, machineKey: 'replaced' }))
    await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, fresh)))
    expect((await messagesTo(server, 'bsmith@harbor.example')).length).toBeGreaterThan(told + 1)
    // What others proved beside the old key counts no more; nor does the old key, with the cookie it had.
    const colleague = await proofFor(server, own, fresh)
    expect(await reasonOf(giveWith(server, own, 'CBILLS', colleague))).toMatchObject({ check: 'machine-new' })
    const late = await proofFor(server, old, key)
    expect(await reasonOf(giveWith(server, old, 'BSMITH', late))).toMatchObject({ check: 'machine-new' })
  })

  it('a key dies with the recognition of its machine, and with it all that was proved there (R15.6)', async () => {
    const { own, key } = await provedBy('BSMITH')
    const { machineId: id } = await signInOf(own)
    const admin = computer()
    expect((await signInWithKey(server, admin, 'ADMIN')).answer?.step).toBe('done')
    const path = `/api/administration/machines/${id}`
    const shown = () => admin.call('GET /api/administration/machines/{id}', undefined, path)
    expect((await shown()).answer).toMatchObject({ knownBy: 'page-key' })
    expect((await admin.call('DELETE /api/administration/machines/{id}', undefined, path)).status).toBe(204)
    expect((await shown()).answer).toMatchObject({ knownBy: 'cookie' })
    const proof = await proofFor(server, own, key)
    expect(await reasonOf(giveWith(server, own, 'BSMITH', proof))).toMatchObject({ check: 'machine-new' })
    expect((await signInWithKey(server, own, 'BSMITH', key)).answer?.step).toBe('done')
    expect((await shown()).answer).toMatchObject({ knownBy: 'page-key' })
  })

  it('where keys are required, a browser without one is asked at every sign-in, and shut out at none (R15.4)', async () => {
    const [keyless, own] = [computer(), computer()]
    const key = browserKey()
    server.clock.advance(minute)
    const { own: admin } = await provedBy('ADMIN')
    for (const at of [keyless, own]) await signInWithKey(server, at, 'BSMITH')
    const query = '/api/administration/forecast?MACHINEKEY='
    const forecast = async (value: string) =>
      (await admin.call('GET /api/administration/forecast', undefined, `${query}${value}`)).answer!
        .onOwnComputer
    // Bill used a machine without a key last; Dana one with a key.
    const [today, then] = [await forecast('where possible'), await forecast('required')]
    expect([then.letIn - today.letIn, then.asked - today.asked]).toEqual([-1, 1])
    await setPreference(server, 'MACHINEKEY', 'required')
    try {
      for (const _ of [1, 2]) {
        expect(await reasonOf(giveWith(server, keyless, 'BSMITH'))).toMatchObject({
          check: 'machine-key-missing',
          values: { registeredAt: null },
        })
        expect((await signInWithKey(server, keyless, 'BSMITH')).answer?.step).toBe('done')
      }
      const first = await proofFor(server, own, key)
      expect(await reasonOf(giveWith(server, own, 'BSMITH', first))).toMatchObject({
        check: 'machine-key-missing',
      })
      expect((await signInWithKey(server, own, 'BSMITH', key)).answer?.step).toBe('done')
      await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, key)))
    } finally {
      await setPreference(server, 'MACHINEKEY', 'where possible')
    }
    await isKnown(giveWith(server, keyless, 'BSMITH'))
  })

  it('who would shut themselves out by requiring keys must type the name of the organization (R10.2)', async () => {
    const [own, phone] = [computer(), '+15555550100']
    server.clock.advance(minute)
    await setPreference(server, '2FA', 'Off')
    await setPreference(server, 'UMA', 'on')
    const { database } = server.world
    const phoneOfAdmin = (cell_phone: string | null) =>
      database.updateTable('people').set({ cell_phone }).where('user_name', '=', 'ADMIN').execute()
    try {
      const known = (await messagesTo(server, phone)).length
      expect(asCodeStep((await giveWith(server, own, 'ADMIN')).answer)).toMatchObject({ method: 'text' })
      await own.call('POST /api/sign-in/code', { code: await newestCode(server, phone, known) })
      await phoneOfAdmin(null)
      const path = '/api/administration/preferences/MACHINEKEY'
      const require = (more: object) =>
        own.call('PUT /api/administration/preferences/{code}', { value: 'required', ...more }, path)
      expect((await require({})).problem?.code).toBe('confirmation-needed')
      expect((await require({ confirmation: 'Harbor Agency' })).status).toBe(200)
      const refused = await giveWith(server, own, 'ADMIN')
      expect(refused.answer).toMatchObject({ step: 'refused', reasons: [{ check: 'no-cell-phone' }] })
    } finally {
      await phoneOfAdmin(phone)
      for (const [code, value] of [
        ['MACHINEKEY', 'where possible'],
        ['UMA', 'off'],
        ['2FA', 'On'],
      ] as const)
        await setPreference(server, code, value)
    }
  })

  it('where nothing is asked, a copied cookie is another machine, and the real one stays as it is (R15.2)', async () => {
    const { own, key } = await provedBy('BSMITH')
    const { machineId } = await signInOf(own)
    await setPreference(server, '2FA', 'Off')
    try {
      const thief = copyOf(own)
      expect((await giveWith(server, thief, 'BSMITH')).answer?.step).toBe('done')
      expect((await signInOf(thief)).machineId).not.toBe(machineId)
      expect(thief.cookies.get('doorward-machine')).not.toBe(own.cookies.get('doorward-machine'))
    } finally {
      await setPreference(server, '2FA', 'On')
    }
    await isKnown(giveWith(server, own, 'BSMITH', await proofFor(server, own, key)))
    expect(await signInOf(own)).toMatchObject({ machineId, machineKey: 'proved' })
  })

  it('where machines are recognized for all, a copied cookie is recognized for nobody (R15.2)', async () => {
    const phone = '+15555554217'
    await setPreference(server, '2FA', 'Off')
    await setPreference(server, 'UMA', 'on')
    try {
      const [own, key] = [computer(), browserKey()]
      const known = (await messagesTo(server, phone)).length
      const begun = await giveWith(server, own, 'BSMITH', await proofFor(server, own, key))
      expect(asCodeStep(begun.answer)).toMatchObject({ method: 'text' })
      await own.call('POST /api/sign-in/code', { code: await newestCode(server, phone, known) })
      await isKnown(giveWith(server, own, 'NOPHONE', await proofFor(server, own, key)))
      const refused = await giveWith(server, copyOf(own), 'NOPHONE')
      expect(refused.answer).toMatchObject({ step: 'refused', reasons: [{ check: 'no-cell-phone' }] })
      expect(await reasonOf(giveWith(server, copyOf(own), 'BSMITH'))).toMatchObject({
        check: 'machine-key-missing',
      })
    } finally {
      await setPreference(server, 'UMA', 'off')
      await setPreference(server, '2FA', 'On')
    }
  })

  it('who has a copied cookie slows nobody down who has the key (R19.3)', async () => {
    const { own, key } = await provedBy('CBILLS')
    const thief = copyOf(own)
    const wrong = { userName: 'CBILLS', password: 'not the one' }
    for (let tries = 0; tries < 12; tries++) await thief.call('POST /api/sign-in', wrong)
    expect((await thief.call('POST /api/sign-in', wrong)).problem?.code).toBe('slow-down')
    await isKnown(giveWith(server, own, 'CBILLS', await proofFor(server, own, key)))
  })

  it('one may reset the own two factor authentication by the password where the key was proved (R7.1a)', async () => {
    const { own, key } = await provedBy('ADMIN')
    await isKnown(giveWith(server, own, 'ADMIN', await proofFor(server, own, key)))
    expect((await own.call('GET /api/profile')).answer?.ownReset).toMatchObject({ wants: 'password' })
  })
})

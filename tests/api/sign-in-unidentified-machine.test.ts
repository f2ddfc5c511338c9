import { expect, it } from 'vitest'
import { day, minute } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { neverSetUp, setPreference } from '../support/set-up.ts'
import { asCodeStep, giveUserNameAndPassword, messagesTo, newestCode } from '../support/sign-in.ts'
import { userAgents } from '../support/user-agents.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

const bsmithPhone = '+15555554217'
const carolsPhone = '+15555550183'

onBothEngines('unidentified machine authentication', (open) => {
  async function umaServer(): Promise<TestServer> {
    const server = await startServer({ settings: { DATABASE: await open() } })
    await setPreference(server, '2FA', 'Off')
    await setPreference(server, 'UMA', 'on')
    return server
  }

  async function proveByText(server: TestServer, person: Visitor, userName: string, phone: string) {
    await outboxIsEmpty(server)
    const known = (await messagesTo(server, phone)).length
    const begun = await giveUserNameAndPassword(server, person, userName)
    expect(asCodeStep(begun.answer)).toMatchObject({ method: 'text', otherMethods: [] })
    return person.call('POST /api/sign-in/code', { code: await newestCode(server, phone, known) })
  }

  it('a machine that one person proved is recognized for every colleague, until it stands idle', async () => {
    const server = await umaServer()
    try {
      const computer = visitor(server.url)
      expect((await proveByText(server, computer, 'BSMITH', bsmithPhone)).answer?.step).toBe('done')
      const colleague = await giveUserNameAndPassword(server, computer, 'NOPHONE')
      expect(colleague.answer).toMatchObject({ step: 'done', reasons: [{ check: 'known' }] })
      expect((await computer.call('GET /api/session')).answer?.provedBy).toMatchObject({
        method: null,
        letThroughBy: 'recognized-machine',
      })
      server.clock.advance(29 * day)
      expect((await giveUserNameAndPassword(server, computer, 'NOPHONE')).answer?.step).toBe('done')
      server.clock.advance(30 * day)
      const idle = await giveUserNameAndPassword(server, computer, 'BSMITH')
      expect(asCodeStep(idle.answer).reasons[0]?.check).toBe('machine-idle')
    } finally {
      await server.stop()
    }
  })

  it('a cell phone is changed only by itself: the password on a recognized machine is not enough (T5)', async () => {
    const server = await umaServer()
    try {
      const computer = visitor(server.url)
      await proveByText(server, computer, 'BSMITH', bsmithPhone)
      // Somebody has the password of a colleague, on the same machine, elsewhere.
      computer.headers['X-Forwarded-For'] = '198.51.100.4'
      await neverSetUp(server, 'CBILLS')
      expect((await giveUserNameAndPassword(server, computer, 'CBILLS')).answer?.step).toBe('done')
      const change = () => computer.call('PATCH /api/profile', { cellPhone: '5555550199' })
      expect((await change()).problem?.code).toBe('fresh-proof-needed')
      const known = (await messagesTo(server, carolsPhone)).length
      const asked = await computer.call('POST /api/profile/proof', { password: server.passwordOf('CBILLS') })
      expect(asked.answer).toMatchObject({
        step: 'code',
        method: 'text',
        otherMethods: [],
        waysOut: [{ kind: 'administrator' }],
      })
      expect((await computer.call('PATCH /api/profile', { cellPhone: null })).problem?.code).toBe(
        'fresh-proof-needed',
      )
      const code = await newestCode(server, carolsPhone, known)
      expect((await computer.call('POST /api/profile/proof/code', { code })).answer?.step).toBe('done')
      expect((await change()).status).toBe(200)
      // Where there is none yet, nothing is changed by adding one.
      expect((await giveUserNameAndPassword(server, computer, 'NOPHONE')).answer?.step).toBe('done')
      expect((await computer.call('PATCH /api/profile', { cellPhone: '5555550198' })).status).toBe(200)
    } finally {
      await server.stop()
    }
  })

  it('a person without a cell phone is refused with ways out, and admitted when an administrator enters a number', async () => {
    const server = await umaServer()
    try {
      const computer = visitor(server.url)
      const refused = await giveUserNameAndPassword(server, computer, 'NOPHONE')
      expect(refused.answer).toMatchObject({
        step: 'refused',
        waysOut: [{ kind: 'colleague' }, { kind: 'administrator', names: ['Dana Reyes'] }],
        reasons: [{ check: 'no-cell-phone' }],
      })
      await server.world.database
        .updateTable('people')
        .set({ cell_phone: '+15555550142' })
        .where('user_name', '=', 'NOPHONE')
        .execute()
      expect((await proveByText(server, computer, 'NOPHONE', '+15555550142')).answer?.step).toBe('done')
    } finally {
      await server.stop()
    }
  })

  it('R4.2 a recognized machine is not recognized under another browser or system', async () => {
    const server = await umaServer()
    try {
      const computer = visitor(server.url)
      await proveByText(server, computer, 'BSMITH', bsmithPhone)
      const thief = visitor(server.url, { userAgent: userAgents.safariOnMac })
      thief.cookies.set('doorward-machine', computer.cookies.get('doorward-machine')!)
      expect((await giveUserNameAndPassword(server, thief, 'NOPHONE')).answer?.step).toBe('refused')
    } finally {
      await server.stop()
    }
  })

  it('a machine keeps each browser and system it was proved with (S10)', async () => {
    const server = await umaServer()
    try {
      const tablet = visitor(server.url)
      await proveByText(server, tablet, 'BSMITH', bsmithPhone)
      const asDesktop = visitor(server.url, { userAgent: userAgents.safariOnMac })
      asDesktop.cookies.set('doorward-machine', tablet.cookies.get('doorward-machine')!)
      server.clock.advance(5 * minute)
      await proveByText(server, asDesktop, 'BSMITH', bsmithPhone)
      for (const known of [visitor(server.url), visitor(server.url, { userAgent: userAgents.safariOnMac })]) {
        known.cookies.set('doorward-machine', asDesktop.cookies.get('doorward-machine')!)
        const colleague = await giveUserNameAndPassword(server, known, 'NOPHONE')
        expect(colleague.answer).toMatchObject({ step: 'done', reasons: [{ check: 'known' }] })
      }
    } finally {
      await server.stop()
    }
  })

  it('what a machine was proved as before it was revoked does not come back with a new proof (S10)', async () => {
    const server = await umaServer()
    try {
      const tablet = visitor(server.url)
      await proveByText(server, tablet, 'BSMITH', bsmithPhone)
      await server.world.database.updateTable('machines').set({ recognized_at: null }).execute()
      const asDesktop = visitor(server.url, { userAgent: userAgents.safariOnMac })
      asDesktop.cookies.set('doorward-machine', tablet.cookies.get('doorward-machine')!)
      server.clock.advance(5 * minute)
      await proveByText(server, asDesktop, 'BSMITH', bsmithPhone)
      tablet.cookies.set('doorward-machine', asDesktop.cookies.get('doorward-machine')!)
      expect((await giveUserNameAndPassword(server, tablet, 'NOPHONE')).answer?.step).toBe('refused')
    } finally {
      await server.stop()
    }
  })
})

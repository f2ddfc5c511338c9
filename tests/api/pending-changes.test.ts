import { afterEach, beforeEach, expect, it } from 'vitest'
import { commandLine } from '../../server/base/actor.ts'
import { hour, minute, second } from '../../server/base/duration.ts'
import { pendingOf } from '../../server/features/accounts/pending-changes.store.ts'
import { carryOutDue, confirmAll } from '../../server/features/four-eyes/pending-changes.flow.ts'
import { personById } from '../../server/features/people/people.store.ts'
import { grantRight } from '../../server/features/rights/rights.store.ts'
import { type Administrator, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import type { TestServer } from '../support/server.ts'
import { idOf, letterTo, setPreference, subjectsTo } from '../support/set-up.ts'

const change = 'PATCH /api/administration/people/{id}'
const pending = 'GET /api/administration/people/{id}/pending'
const confirm = 'POST /api/administration/people/{id}/pending/{changeId}'
const withdraw = 'DELETE /api/administration/people/{id}/pending/{changeId}'
const old = 'bsmith@harbor.example'
const typed = 'bill@else.example'

onBothEngines('What an administrator does and what counts later (T4)', (open) => {
  let server: TestServer
  let dana: Administrator
  let billId: string
  let coraId: string
  beforeEach(async () => {
    ;({ server, dana } = await startOffice(await open()))
    billId = await idOf(server, 'BSMITH')
    coraId = await idOf(server, 'CBILLS')
  })
  afterEach(() => server.stop())

  const bill = () => personById(server.world, billId)
  const waiting = async () => (await dana.ask(pending, { id: billId })).answer!
  const signedInOnce = () =>
    server.world.database.updateTable('people').set({ last_sign_in_at: 1 }).where('id', '=', billId).execute()
  const typeAddress = () => dana.ask(change, { id: billId }, { email: typed })
  async function secondAdministrator(): Promise<Administrator> {
    const { organizationId } = await bill()
    for (const right of ['Administer Users', 'Admin-Disable 2 Factor Authentication', 'View Audit'] as const)
      await grantRight(server.world, { organizationId, personId: coraId, right })
    return signInAs(server, 'CBILLS')
  }

  it('an address counts a day after the old one was told, and gets nothing before', async () => {
    await signedInOnce()
    expect((await typeAddress()).answer?.email).toBe(old)
    expect(await waiting()).toMatchObject([
      {
        kind: 'email',
        to: typed,
        askedBy: 'Dana Reyes',
        countsAt: '2026-05-05T08:03:00.000Z',
        mayConfirm: false,
      },
    ])
    expect(await letterTo(server, old, 'Your e-mail address is to be changed')).toContain('/not-my-change#')
    server.clock.advance(24 * hour - 1)
    expect(await carryOutDue(server.world)).toBe(0)
    expect((await bill()).email).toBe(old)
    await outboxIsEmpty(server)
    expect(await subjectsTo(server, typed)).toEqual([])
    server.clock.advance(1)
    expect(await Promise.all([carryOutDue(server.world), carryOutDue(server.world)])).toContain(1)
    expect((await bill()).email).toBe(typed)
    expect(await carryOutDue(server.world)).toBe(0)
  })

  it('counts at once for somebody who was never here, and a first cell phone for everybody (R5.4)', async () => {
    expect((await typeAddress()).answer?.email).toBe(typed)
    await signedInOnce()
    await server.world.database
      .updateTable('people')
      .set({ cell_phone: null })
      .where('id', '=', billId)
      .execute()
    expect((await dana.ask(change, { id: billId }, { cellPhone: '5555550177' })).answer?.cellPhone).toBe(
      '(555) 555-0177',
    )
    expect(await waiting()).toEqual([])
  })

  it('counts at once when another administrator confirms it, and not by the one who asked', async () => {
    const cora = await secondAdministrator()
    await signedInOnce()
    await typeAddress()
    const [{ id: changeId } = { id: '' }] = await waiting()
    const which = { id: billId, changeId }
    expect((await dana.ask(confirm, which, {})).problem?.code).toBe('second-needed')
    expect((await cora.ask(pending, { id: billId })).answer).toMatchObject([{ mayConfirm: true }])
    expect((await cora.ask(confirm, which, {})).status).toBe(204)
    expect((await bill()).email).toBe(typed)
    expect((await cora.ask(confirm, which, {})).problem?.code).toBe('not-found')
  })

  it('is stopped by the link that the old address got, by withdrawing, and by another change', async () => {
    await signedInOnce()
    await typeAddress()
    const token = /not-my-change#(\S+)/.exec(await letterTo(server, old, 'Your e-mail address is'))![1]
    const looked = await dana.visitor.call('POST /api/not-my-change/look', { token })
    expect(looked.answer).toMatchObject({ field: 'email', waits: true, by: 'Dana Reyes' })
    expect((await dana.visitor.call('POST /api/not-my-change', { token })).status).toBe(204)
    expect(await waiting()).toEqual([])
    await typeAddress()
    const [{ id: changeId } = { id: '' }] = await waiting()
    expect((await dana.ask(withdraw, { id: billId, changeId })).status).toBe(204)
    await typeAddress()
    await dana.ask(change, { id: billId }, { email: 'second@else.example' })
    expect(await waiting()).toMatchObject([{ to: 'second@else.example' }])
    server.clock.advance(25 * hour)
    await carryOutDue(server.world)
    expect((await bill()).email).toBe('second@else.example')
  })

  it('under FOUREYES rights, resets and addresses of who holds rights wait for a second administrator, or the command line', async () => {
    const preference = 'PUT /api/administration/preferences/{code}'
    const alone = await dana.ask(preference, { code: 'FOUREYES' }, { value: 'on' })
    expect(alone.problem?.code).toBe('invalid-value')
    const cora = await secondAdministrator()
    await setPreference(server, 'FOUREYES', 'on')
    expect((await dana.ask(change, { id: billId }, { rights: ['View Audit'] })).answer?.rights).toEqual([])
    const [{ id: changeId } = { id: '' }] = await waiting()
    expect((await cora.ask(confirm, { id: billId, changeId }, {})).status).toBe(204)
    const reset = 'POST /api/administration/people/{id}/reset-two-factor'
    const asked = await dana.ask(reset, { id: billId }, { reason: 'Lost the phone' })
    expect(asked.answer).toEqual({ openUntil: null, waits: true })
    await signedInOnce()
    server.clock.advance(second)
    await typeAddress()
    expect(await waiting()).toMatchObject([
      { kind: 'reset', to: 'Lost the phone', countsAt: null },
      { kind: 'email', countsAt: null },
    ])
    server.clock.advance(48 * hour)
    expect(await carryOutDue(server.world)).toBe(0)
    const { organizationId } = await bill()
    expect(await confirmAll(server.world, { organizationId, personId: billId, by: commandLine })).toBe(2)
    expect(await bill()).toMatchObject({ email: typed, setUpAt: null })
  })

  it('another cell phone counts no sooner because the one before was taken away first', async () => {
    await signedInOnce()
    await dana.ask(change, { id: billId }, { cellPhone: null })
    server.clock.advance(minute)
    expect((await dana.ask(change, { id: billId }, { cellPhone: '5555550177' })).answer?.cellPhone).toBeNull()
    expect(await waiting()).toMatchObject([{ kind: 'cellPhone', mayConfirm: false }])
  })

  it('what somebody asked for who administers users no longer does not count when its day comes', async () => {
    const cora = await secondAdministrator()
    await signedInOnce()
    await cora.ask(change, { id: billId }, { email: typed })
    expect(await waiting()).toHaveLength(1)
    await dana.ask(change, { id: coraId }, { active: false })
    server.clock.advance(25 * hour)
    expect(await carryOutDue(server.world)).toBe(0)
    expect((await bill()).email).toBe(old)
    expect(await pendingOf(server.world, billId)).toEqual([])
  })

  it('an address that waits gets no invitation either, where there is a paper in place of a password', async () => {
    await signedInOnce()
    await server.world.database
      .updateTable('people')
      .set({ password_hash: null })
      .where('id', '=', billId)
      .execute()
    await typeAddress()
    expect(await waiting()).toHaveLength(1)
    await outboxIsEmpty(server)
    expect(await subjectsTo(server, typed)).toEqual([])
  })

  it('nobody is a second administrator by a right that the first gave just now', async () => {
    await signedInOnce()
    await dana.ask(change, { id: coraId }, { rights: ['Administer Users'] })
    const cora = await signInAs(server, 'CBILLS')
    await typeAddress()
    const [{ id: changeId } = { id: '' }] = await waiting()
    const which = { id: billId, changeId }
    expect((await cora.ask(pending, { id: billId })).answer).toMatchObject([{ mayConfirm: false }])
    expect((await cora.ask(confirm, which, {})).problem?.code).toBe('second-needed')
    expect((await bill()).email).toBe(old)
  })

  it('under FOUREYES nobody alone hands a password to somebody who holds rights', async () => {
    await secondAdministrator()
    await setPreference(server, 'FOUREYES', 'on')
    await server.world.database.updateTable('people').set({ email: null }).where('id', '=', coraId).execute()
    const handOver = 'POST /api/administration/people/{id}/first-password'
    expect((await dana.ask(handOver, { id: coraId }, {})).problem?.code).toBe('second-needed')
    await dana.ask(change, { id: coraId }, { rights: [] })
    expect((await dana.ask(handOver, { id: coraId }, {})).status).toBe(200)
  })
})

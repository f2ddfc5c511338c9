import { afterEach, beforeEach, expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { type Administrator, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import type { TestServer } from '../support/server.ts'
import { idOf, letterTo, proveAnew, subjectsTo } from '../support/set-up.ts'

const change = 'PATCH /api/administration/people/{id}'
const preference = 'PUT /api/administration/preferences/{code}'
const told = 'Something was made less safe'

onBothEngines('What weakens somebody (T4)', (open) => {
  let server: TestServer
  let dana: Administrator
  let danaId: string
  let billId: string
  beforeEach(async () => {
    ;({ server, dana } = await startOffice(await open()))
    danaId = await idOf(server, 'ADMIN')
    billId = await idOf(server, 'BSMITH')
  })
  afterEach(() => server.stop())

  const grant = (by: Administrator, id: string, rights: string[]) => by.ask(change, { id }, { rights })

  it('rights are given by who holds them, and by nobody to themselves', async () => {
    await grant(dana, billId, ['Administer Users'])
    const bill = await signInAs(server, 'BSMITH')
    const coraId = await idOf(server, 'CBILLS')
    for (const [id, rights] of [
      [billId, ['Administer Users', 'Admin-Disable 2 Factor Authentication']],
      [coraId, ['View Audit']],
    ] as const)
      expect((await grant(bill, id, [...rights])).problem?.code).toBe('cannot-grant')
    const lee = {
      userName: 'LPARK',
      displayName: 'Lee Park',
      email: 'lee@harbor.example',
      rights: ['View Audit'],
    }
    expect((await bill.ask('POST /api/administration/people', {}, lee)).problem?.code).toBe('cannot-grant')
    expect((await grant(bill, coraId, ['Administer Users'])).answer?.rights).toEqual(['Administer Users'])
    // Taking away is no giving: anybody's, also what one does not hold.
    expect((await grant(bill, danaId, ['Administer Users'])).answer?.rights).toEqual(['Administer Users'])
    expect((await grant(dana, danaId, ['Administer Users', 'View Audit'])).problem?.code).toBe('cannot-grant')
  })

  it('wants a fresh proof, each kind of it, and what weakens nobody wants none', async () => {
    await dana.ask(change, { id: await idOf(server, 'JJONES') }, { active: false })
    server.clock.advance(11 * minute)
    const reset = 'POST /api/administration/people/{id}/reset-two-factor'
    const lee = { userName: 'LPARK', displayName: 'Lee Park', email: 'lee@harbor.example' }
    const weakening = [
      () => grant(dana, billId, ['View Audit']),
      () => dana.ask(change, { id: billId }, { email: 'bill@else.example' }),
      () => dana.ask(change, { id: billId }, { cellPhone: '+15555550199' }),
      async () => dana.ask(change, { id: await idOf(server, 'JJONES') }, { active: true }),
      () => dana.ask(reset, { id: billId }, { reason: 'Lost the phone' }),
      () =>
        dana.ask(
          'POST /api/administration/people',
          {},
          { ...lee, userName: 'LPARK2', rights: ['View Audit'] },
        ),
      () => dana.ask(preference, { code: '2FA' }, { value: 'Off' }),
      () => dana.ask(preference, { code: '2FAMETHODS' }, { value: 'email' }),
      () => dana.ask(preference, { code: 'CODELENGTH' }, { value: '4' }),
    ]
    for (const act of weakening) expect((await act()).problem?.code, String(act)).toBe('fresh-proof-needed')
    for (const act of [
      () =>
        dana.ask(change, { id: billId }, { displayName: 'William Smith', email: 'bsmith@harbor.example' }),
      () => dana.ask(change, { id: billId }, { active: false }),
      () => dana.ask('POST /api/administration/people', {}, lee),
      () => dana.ask(preference, { code: 'CODELENGTH' }, { value: '8' }),
    ])
      expect((await act()).problem, String(act)).toBeUndefined()
    await proveAnew(server, dana.visitor, 'ADMIN')
    for (const act of weakening.toReversed()) expect((await act()).problem, String(act)).toBeUndefined()
  })

  it('is told to every administrator, also to the one whose session did it', async () => {
    await grant(dana, billId, ['Administer Users'])
    for (const to of ['admin@harbor.example', 'bsmith@harbor.example'])
      expect(await letterTo(server, to, told)).toContain('Bill Smith (BSMITH) was given: Administer Users.')
    const before = (await subjectsTo(server, 'admin@harbor.example')).length
    server.clock.advance(minute)
    await dana.ask(preference, { code: 'CODELENGTH' }, { value: '5' })
    await dana.ask(preference, { code: 'CODELENGTH' }, { value: '8' })
    await outboxIsEmpty(server)
    expect(await subjectsTo(server, 'admin@harbor.example')).toHaveLength(before + 1)
    expect(await letterTo(server, 'admin@harbor.example', told)).toContain(
      'The preference CODELENGTH (Digits in a sent code) was changed from 6 to 5.',
    )
  })
})

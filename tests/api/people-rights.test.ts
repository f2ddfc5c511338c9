import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Administrator, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import { idOf } from '../support/set-up.ts'

const onePerson = 'GET /api/administration/people/{id}'
const change = 'PATCH /api/administration/people/{id}'

onBothEngines('Rights of people (R9.1)', (open) => {
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

  const makeAdministrator = () => dana.ask(change, { id: billId }, { rights: ['Administer Users'] })

  it('are granted and taken one by one, count at once, and are told with both lists', async () => {
    const bill = await signInAs(server, 'BSMITH')
    expect((await bill.ask('GET /api/administration/people')).problem?.code).toBe('no-right')
    const { answer } = await dana.ask(
      change,
      { id: billId },
      { rights: ['View Audit', 'Administer Users', 'View Audit'] },
    )
    expect(answer?.rights).toEqual(['Administer Users', 'View Audit'])
    expect((await bill.ask('GET /api/administration/people')).status).toBe(200)
    server.clock.advance(1)
    await dana.ask(change, { id: billId }, { rights: ['View Audit'] })
    expect((await bill.ask('GET /api/administration/people')).problem?.code).toBe('no-right')
    const history = await dana.ask('GET /api/administration/people/{id}/history', { id: billId })
    expect(history.answer?.entries[0]).toMatchObject({
      event: 'rights-changed',
      values: {
        from: ['Administer Users', 'View Audit'],
        to: ['View Audit'],
        granted: [],
        revoked: ['Administer Users'],
      },
    })
  })

  it.each([
    ['the right taken', { rights: [] }],
    ['all but the right left', { rights: ['Administer Preferences', 'View Audit'] }],
    ['deactivated', { active: false }],
  ])('the last administrator cannot be %s, and keeps everything', async (_, body) => {
    const before = (await dana.ask(onePerson, { id: danaId })).answer
    const { problem } = await dana.ask(change, { id: danaId }, { displayName: 'Nobody', ...body })
    expect(problem).toMatchObject({ status: 409, code: 'last-administrator' })
    expect((await dana.ask(onePerson, { id: danaId })).answer).toEqual(before)
  })

  it('somebody who is deactivated, or has not chosen a password yet, is no administrator who is left', async () => {
    await makeAdministrator()
    await dana.ask(change, { id: billId }, { active: false })
    expect((await dana.ask(change, { id: danaId }, { rights: [] })).problem?.code).toBe('last-administrator')
    const lee = {
      userName: 'LPARK',
      displayName: 'Lee Park',
      email: 'lee@harbor.example',
      rights: ['Administer Users'],
    }
    expect((await dana.ask('POST /api/administration/people', {}, lee)).answer?.rights).toEqual(lee.rights)
    expect((await dana.ask(change, { id: danaId }, { rights: [] })).problem?.code).toBe('last-administrator')
    await dana.ask(change, { id: billId }, { active: true })
    expect((await dana.ask(change, { id: danaId }, { rights: [] })).status).toBe(200)
  })

  it.each([
    ['take the right from each other', { rights: [] }, { rights: [] }],
    ['deactivate each other', { active: false }, { active: false }],
    ['remove each other in two ways', { rights: [] }, { active: false }],
  ])('of two administrators who %s at once, exactly one succeeds', async (_, onBill, onDana) => {
    await makeAdministrator()
    const bill = await signInAs(server, 'BSMITH')
    const answers = await Promise.all([
      dana.ask(change, { id: billId }, onBill),
      bill.ask(change, { id: danaId }, onDana),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const [first, second] = answers
    const left = first?.status === 200 ? dana : bill
    expect([401, 403]).toContain((left === dana ? second : first)?.status)
    expect((await left.ask('GET /api/administration/people')).status).toBe(200)
  })

  it('of two administrators who step down at once, one stays', async () => {
    await makeAdministrator()
    const bill = await signInAs(server, 'BSMITH')
    const answers = await Promise.all([
      dana.ask(change, { id: danaId }, { rights: [] }),
      bill.ask(change, { id: billId }, { rights: [] }),
    ])
    expect(answers.map(({ problem }) => problem?.code ?? 'done').sort()).toEqual([
      'done',
      'last-administrator',
    ])
  })
})

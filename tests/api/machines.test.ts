import { afterEach, beforeEach, expect, it } from 'vitest'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { giveUserNameAndPassword, newestCode, signInByEmail } from '../support/sign-in.ts'
import { userAgents } from '../support/user-agents.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

const day = 24 * 60 * 60 * 1000

onBothEngines('Machines', (open) => {
  let server: TestServer
  let admin: Visitor
  let organizationId: string
  let locationId: string

  beforeEach(async () => {
    server = await startServer({ settings: { DATABASE: await open() } })
    admin = visitor(server.url, { address: '198.51.100.1' })
    expect((await signInByEmail(server, admin, 'ADMIN')).answer?.step).toBe('done')
    const { database } = server.world
    const elm = await database
      .selectFrom('locations')
      .selectAll()
      .where('name', '=', 'Elm Street')
      .executeTakeFirstOrThrow()
    ;({ id: locationId, organization_id: organizationId } = elm)
  })
  afterEach(() => server.stop())

  const list = async (query = '') =>
    (await admin.call('GET /api/administration/machines', undefined, `/api/administration/machines?${query}`))
      .answer!
  const one = (id: string) =>
    admin.call('GET /api/administration/machines/{id}', undefined, `/api/administration/machines/${id}`)
  const change = (id: string, body: unknown) =>
    admin.call('PATCH /api/administration/machines/{id}', body, `/api/administration/machines/${id}`)
  const revoke = (id: string, by = admin) =>
    by.call('DELETE /api/administration/machines/{id}', undefined, `/api/administration/machines/${id}`)

  async function switchOn(preferences: Record<string, string>) {
    for (const [code, value] of Object.entries(preferences))
      await admin.call(
        'PUT /api/administration/preferences/{code}',
        { value },
        `/api/administration/preferences/${code}`,
      )
  }

  /** Sessions do not outlive 30 days: by text message, on the same computer. */
  async function signInAsAdministrator() {
    const begun = await giveUserNameAndPassword(server, admin, 'ADMIN')
    expect(begun.answer).toMatchObject({ step: 'code', method: 'text' })
    await admin.call('POST /api/sign-in/code', { code: await newestCode(server, '+15555550100') })
  }

  /** Unidentified Machine Authentication alone: Bill proves a computer by text message, Noah without a cell phone uses it. */
  async function provedByBill(): Promise<{ computer: Visitor; id: string }> {
    await switchOn({ '2FA': 'Off', UMA: 'on' })
    server.clock.advance(1000)
    const computer = visitor(server.url, { address: '198.51.100.7', userAgent: userAgents.firefoxOnWindows })
    const begun = await giveUserNameAndPassword(server, computer, 'BSMITH')
    expect(begun.answer).toMatchObject({ step: 'code', method: 'text' })
    await computer.call('POST /api/sign-in/code', { code: await newestCode(server, '+15555554217') })
    return { computer, id: (await list()).machines[0]!.id }
  }

  it('R4.9: shows who made a machine recognized, who uses it, and when it lapses', async () => {
    const { computer, id } = await provedByBill()
    const own = (await list('state=seen')).machines
    expect(own).toMatchObject([{ recognizedBy: null, recognizedAt: null, lapsesAt: null, people: 1 }])
    server.clock.advance(day)
    await signInAsAdministrator()
    server.clock.advance(1000)
    expect((await giveUserNameAndPassword(server, computer, 'NOPHONE')).answer?.step).toBe('done')
    const { machines } = await list()
    expect(machines).toHaveLength(2)
    expect(machines[0]).toMatchObject({
      id,
      name: null,
      location: null,
      browser: 'Firefox',
      system: 'Windows',
      state: 'recognized',
      recognizedBy: { displayName: 'Bill Smith' },
      recognizedAt: '2026-05-04T08:03:01.000Z',
      firstSeenAt: '2026-05-04T08:03:01.000Z',
      lastUsedAt: '2026-05-05T08:03:02.000Z',
      lapsesAt: '2026-06-04T08:03:02.000Z',
      people: 2,
    })
    expect(machines[1]).toMatchObject({
      id: own[0]!.id,
      state: 'recognized',
      recognizedBy: { displayName: 'Dana Reyes' },
    })
    const { answer } = await one(id)
    expect(
      answer?.uses.map(({ person, network, provedAt, method }) => [
        person.userName,
        network,
        provedAt,
        method,
      ]),
    ).toEqual([
      ['NOPHONE', '198.51.100.7', null, null],
      ['BSMITH', '198.51.100.7', '2026-05-04T08:03:01.000Z', 'text'],
    ])
  })

  it('R4.6: a machine nobody used for UMAIDLEDAYS is idle, in the list and in its filters', async () => {
    const { id } = await provedByBill()
    const states = async () =>
      Object.fromEntries(
        await Promise.all(
          ['recognized', 'idle', 'seen'].map(async (state) => [
            state,
            (await list(`state=${state}`)).machines.map((machine) => machine.id),
          ]),
        ),
      )
    const own = (await list()).machines[1]!.id
    expect(await states()).toEqual({ recognized: [id], idle: [], seen: [own] })
    server.clock.advance(30 * day - 1)
    await signInAsAdministrator()
    expect(await states()).toEqual({ recognized: [own, id], idle: [], seen: [] })
    server.clock.advance(1)
    expect(await states()).toEqual({ recognized: [own], idle: [id], seen: [] })
    expect((await one(id)).answer).toMatchObject({ state: 'idle', lapsesAt: null })
  })

  it('R4.9: renames and moves, and says so in the audit', async () => {
    const { id } = await provedByBill()
    expect((await change(id, { name: '  Front desk 2 ', locationId })).answer).toMatchObject({
      name: 'Front desk 2',
      location: { id: locationId, name: 'Elm Street' },
    })
    expect((await change(id, { locationId: null })).answer).toMatchObject({
      name: 'Front desk 2',
      location: null,
    })
    expect((await list(`location=${locationId}`)).machines).toEqual([])
    expect((await change(id, { name: '', locationId })).answer).toMatchObject({
      name: null,
      location: { id: locationId },
    })
    expect((await list(`location=${locationId}`)).machines.map((machine) => machine.id)).toEqual([id])
    const { answer } = await admin.call(
      'GET /api/administration/audit',
      undefined,
      '/api/administration/audit?event=machine-changed',
    )
    expect(answer?.entries).toHaveLength(3)
    expect(answer?.entries[0]?.sentence).toBe(
      'Dana Reyes changed the name or location of the machine "Front desk 2".',
    )
  })

  it.each([
    [{ name: 'two\nlines' }, 422, 'invalid-value', 'name'],
    [{ locationId: 'loc_elsewhere' }, 422, 'invalid-value', 'locationId'],
    [{ name: 'x'.repeat(101) }, 400, 'invalid-field', 'name'],
    [{ recognizedAt: null }, 400, 'unknown-field', 'recognizedAt'],
  ])('%o is refused', async (body, status, code, field) => {
    const { id } = await provedByBill()
    const reply = await change(id, body)
    expect([reply.status, reply.problem?.code, Object.keys(reply.problem?.fields ?? {})]).toEqual([
      status,
      code,
      [field],
    ])
  })

  it('R4.8: a revoked machine is asked again at once, for everybody, and whoever was signed in there is out', async () => {
    const { computer, id } = await provedByBill()
    expect((await giveUserNameAndPassword(server, computer, 'NOPHONE')).answer?.step).toBe('done')
    expect((await computer.call('GET /api/session')).status).toBe(200)
    expect((await revoke(id)).status).toBe(204)
    expect((await computer.call('GET /api/session')).status).toBe(401)
    expect((await giveUserNameAndPassword(server, computer, 'NOPHONE')).answer).toMatchObject({
      step: 'refused',
      reasons: [{ check: 'no-cell-phone' }],
    })
    expect((await one(id)).answer).toMatchObject({
      state: 'seen',
      recognizedBy: null,
      uses: [{ provedAt: null }, { provedAt: null }],
    })
    const { answer } = await admin.call(
      'GET /api/administration/audit',
      undefined,
      '/api/administration/audit?event=machine-revoked',
    )
    expect(answer?.entries[0]).toMatchObject({
      sentence: 'Dana Reyes revoked a machine: Firefox on Windows.',
      values: { machineId: id, forgotten: 1, sessionsEnded: 1 },
    })
  })

  it('R4.8: with 2FA On a revoked machine forgets what each person proved on it, and the one who revokes stays signed in', async () => {
    const { machines } = await list()
    expect((await revoke(machines[0]!.id)).status).toBe(204)
    expect((await admin.call('GET /api/session')).status).toBe(200)
    expect((await giveUserNameAndPassword(server, admin, 'ADMIN')).answer).toMatchObject({
      step: 'code',
      reasons: [{ check: 'machine-new' }],
    })
  })

  it('pages through many machines, each once, the one used last first', async () => {
    const now = server.clock.now().getTime()
    const row = {
      organization_id: organizationId,
      name: null,
      location_id: null,
      browser: 'Chrome',
      system: 'Windows',
      recognized_at: null,
      recognized_by: null,
      proved_as: '',
    }
    const ids = Array.from({ length: 25 }, (_, number) => `mac_${String(number).padStart(26, '0')}`)
    // Several were used in the same moment.
    for (const [number, id] of ids.entries())
      await server.world.database
        .insertInto('machines')
        .values({ ...row, id, cookie_hash: id, last_used_at: now - Math.floor(number / 5), created_at: now })
        .execute()
    const seen: { id: string; lastUsedAt: string }[] = []
    let next: string | null = ''
    for (let pages = 0; next !== null; pages++) {
      expect(pages).toBeLessThan(5)
      const page: Awaited<ReturnType<typeof list>> = await list(`limit=7${next && `&after=${next}`}`)
      seen.push(...page.machines)
      next = page.next
    }
    expect(seen).toHaveLength(26)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(26)
    const times = seen.map(({ lastUsedAt }) => lastUsedAt)
    expect(times).toEqual([...times].sort().reverse())
    const bad = await admin.call(
      'GET /api/administration/machines',
      undefined,
      '/api/administration/machines?after=5.x',
    )
    expect(bad.problem).toMatchObject({ code: 'invalid-field', fields: { after: expect.any(String) } })
  })

  it('a machine of another organization is not there', async () => {
    const { id } = await provedByBill()
    await plant(server.world.database, { organizations: ['org_other'] })
    await server.world.database
      .updateTable('machines')
      .set({ organization_id: 'org_other' })
      .where('id', '=', id)
      .execute()
    expect((await list()).machines).toHaveLength(1)
    expect((await one(id)).problem?.code).toBe('not-found')
    expect((await change(id, { name: 'Mine' })).problem?.code).toBe('not-found')
    expect((await revoke(id)).problem?.code).toBe('not-found')
  })

  it('only who may administer machines sees them', async () => {
    const bill = visitor(server.url)
    await signInByEmail(server, bill, 'BSMITH')
    expect((await bill.call('GET /api/administration/machines')).problem?.code).toBe('no-right')
    expect((await revoke((await list()).machines[0]!.id, bill)).problem?.code).toBe('no-right')
    expect((await visitor(server.url).call('GET /api/administration/machines')).problem?.code).toBe(
      'no-session',
    )
  })
})

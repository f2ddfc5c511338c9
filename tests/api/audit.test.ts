import { afterEach, beforeEach, expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { recordAudit } from '../../server/features/audit/audit.store.ts'
import { decide } from '../../server/features/policy/decide.ts'
import type { Facts } from '../../server/features/policy/facts.ts'
import { grantRight } from '../../server/features/rights/rights.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { neverSetUp, setPreference } from '../support/set-up.ts'
import { giveUserNameAndPassword, newestCode, otherCode, signInByEmail } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

onBothEngines('The audit', (open) => {
  let server: TestServer
  let admin: Visitor
  beforeEach(async () => {
    server = await startServer({ settings: { DATABASE: await open() } })
    admin = visitor(server.url, { address: '198.51.100.1' })
    expect((await signInByEmail(server, admin, 'ADMIN')).answer?.step).toBe('done')
  })
  afterEach(() => server.stop())

  const ask = (query: string, by = admin) =>
    by.call('GET /api/administration/audit', undefined, `/api/administration/audit?${query}`)
  const entriesOf = async (query: string) => (await ask(query)).answer!.entries

  const person = (userName: string) =>
    server.world.database
      .selectFrom('people')
      .select(['id', 'organization_id as organizationId'])
      .where('user_name', '=', userName)
      .executeTakeFirstOrThrow()

  it('tells a sign-in by who, when and from where, with the decision explained in full', async () => {
    const [entry] = await entriesOf('event=signed-in')
    const { id } = await person('ADMIN')
    expect(entry).toMatchObject({
      at: '2026-05-04T08:03:00.000Z',
      sentence: 'Dana Reyes signed in with a code (e-mail).',
      actor: { id, userName: 'ADMIN', displayName: 'Dana Reyes' },
      person: { id },
      address: '198.51.100.1',
      values: { method: 'email', browser: 'Chrome', system: 'Windows' },
    })
    expect(entry?.decision).toEqual([
      'Asked for a code (machine-new); ways: email, text.',
      'machine-new: there was no machine cookie.',
      'Would not have been asked if this computer had been proved once.',
    ])
    expect(entry?.values).not.toHaveProperty('decision')
  })

  it('keeps beside each decision the facts it was made from, and they lead to it again (R18.1)', async () => {
    const bill = visitor(server.url)
    await signInByEmail(server, bill, 'BSMITH')
    server.clock.advance(minute)
    await giveUserNameAndPassword(server, bill, 'BSMITH')
    await neverSetUp(server, 'BSMITH')
    await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
    await setPreference(server, 'UMA', 'on')
    await server.world.database.updateTable('people').set({ cell_phone: null }).execute()
    await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
    const rows = await server.world.database.selectFrom('audit').select(['event', 'data', 'facts']).execute()
    const decided = rows.filter(({ data }) => 'decision' in JSON.parse(data))
    expect(decided.map(({ event }) => event).sort()).toEqual([
      ...Array(3).fill('sign-in-begun'),
      'sign-in-refused',
      ...Array(3).fill('signed-in'),
    ])
    for (const { data, facts } of decided)
      expect(JSON.parse(JSON.stringify(decide(readFacts(facts!))))).toEqual(JSON.parse(data).decision)
    expect(rows.filter((row) => !decided.includes(row) && row.facts !== null)).toEqual([])
  })

  it('says each event plainly, the newest first', async () => {
    const bill = visitor(server.url)
    const later = () => server.clock.advance(1000)
    later()
    await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: 'not it' })
    later()
    await giveUserNameAndPassword(server, bill, 'BSMITH')
    const code = await newestCode(server, 'bsmith@harbor.example')
    later()
    await bill.call('POST /api/sign-in/code', { code: otherCode(code) })
    later()
    await bill.call('POST /api/sign-in/code', { code })
    later()
    const path = '/api/administration/preferences/2FAFREQUENCY'
    await admin.call('PUT /api/administration/preferences/{code}', { value: '' }, path)
    later()
    await admin.call('POST /api/administration/sign-everybody-out', {})
    expect((await entriesOf('from=2026-05-04T08:03:00.001Z')).map(({ sentence }) => sentence)).toEqual([
      'Dana Reyes signed everybody out; 1 session ended.',
      'Dana Reyes changed 2FAFREQUENCY from 7 to blank.',
      'Bill Smith signed in with a code (e-mail).',
      'Bill Smith entered a wrong code (e-mail); 2 tries left.',
      'Bill Smith gave the right password, and was asked for more.',
      'Somebody gave a wrong password for Bill Smith.',
    ])
  })

  it('filters by person, by who did it, by event and by time', async () => {
    server.clock.advance(60_000)
    await signInByEmail(server, visitor(server.url), 'BSMITH')
    const bill = (await person('BSMITH')).id
    const dana = (await person('ADMIN')).id
    const count = async (query: string) => (await entriesOf(query)).length
    expect(await count('')).toBe(4)
    expect(await count(`person=${bill}`)).toBe(2)
    expect(await count(`actor=${dana}`)).toBe(2)
    expect(await count(`actor=${dana}&person=${bill}`)).toBe(0)
    expect(await count(`event=signed-in&person=${bill}`)).toBe(1)
    expect(await count('from=2026-05-04T08:04:00Z')).toBe(2)
    expect(await count('to=2026-05-04T08:04:00Z')).toBe(2)
    expect(await count('from=2026-05-04T08:04:00.001Z')).toBe(0)
    expect(await count('event=never-heard-of')).toBe(0)
  })

  it.each(['from=yesterday', 'limit=0', 'limit=101', 'after=nowhere', 'wanted=all'])(
    '%s is refused',
    async (query) => {
      expect((await ask(query)).status).toBe(400)
    },
  )

  it('pages through many entries of one moment, each once', async () => {
    const { organizationId, id: actorId } = await person('ADMIN')
    for (let number = 0; number < 30; number++)
      await recordAudit(server.world, {
        organizationId,
        actorId,
        personId: null,
        address: null,
        event: 'preference-changed',
        data: { code: 'CODELENGTH', before: '6', after: String(number) },
      })
    const seen: string[] = []
    let next: string | null = ''
    for (let pages = 0; next !== null; pages++) {
      expect(pages).toBeLessThan(6)
      const { answer } = await ask(`event=preference-changed&limit=10${next && `&after=${next}`}`)
      seen.push(...answer!.entries.map(({ values }) => String(values.after)))
      next = answer!.next
    }
    expect(seen).toHaveLength(30)
    expect(new Set(seen).size).toBe(30)
  })

  it('nothing of another organization is told, not even the name of a person an entry points at', async () => {
    const { id } = await person('BSMITH')
    const { organizationId } = await person('ADMIN')
    const other = {
      organizationId: 'org_other',
      actorId: id,
      personId: id,
      address: null,
      event: 'signed-in',
      data: {},
    }
    await recordAudit(server.world, other)
    expect(await entriesOf(`person=${id}`)).toEqual([])
    await plant(server.world.database, { organizations: ['org_other'] })
    await server.world.database
      .updateTable('people')
      .set({ organization_id: 'org_other' })
      .where('id', '=', id)
      .execute()
    await recordAudit(server.world, { ...other, organizationId })
    expect(await entriesOf(`person=${id}`)).toMatchObject([{ actor: null, person: null }])
  })

  it('an entry whose decision has a shape nobody knows any more is still told', async () => {
    const { id, organizationId } = await person('BSMITH')
    const decision = { verdict: 'allow', check: 'once-upon-a-time', reasons: [] }
    const data = { decision, method: null }
    await recordAudit(server.world, {
      organizationId,
      actorId: id,
      personId: id,
      address: null,
      event: 'signed-in',
      data,
    })
    expect(await entriesOf(`person=${id}`)).toMatchObject([
      { sentence: 'Bill Smith signed in with the password alone.', decision: [] },
    ])
  })

  it("shows people's addresses masked to whoever does not administer users", async () => {
    const { organizationId, id: actorId } = await person('ADMIN')
    const { id: personId } = await person('BSMITH')
    const path = '/api/administration/people'
    await admin.call(
      'POST /api/administration/people',
      {
        userName: 'LPARK',
        displayName: 'Lee Park',
        email: 'lee@harbor.example',
        cellPhone: '(555) 555-0190',
      },
      path,
    )
    await grantRight(server.world, { organizationId, personId, right: 'View Audit' })
    const bill = visitor(server.url)
    await signInByEmail(server, bill, 'BSMITH')
    const added = async (by: Visitor) =>
      (await ask(`event=person-added&actor=${actorId}`, by)).answer?.entries[0]?.values
    expect(await added(admin)).toMatchObject({ email: 'lee@harbor.example', cellPhone: '+15555550190' })
    expect(await added(bill)).toMatchObject({ email: 'l•••@harbor.example', cellPhone: '(•••) •••-0190' })
    await grantRight(server.world, { organizationId, personId, right: 'Administer Users' })
    server.clock.advance(2000)
    expect(await added(bill)).toMatchObject({ email: 'lee@harbor.example' })
  })

  it('is seen only with the right View Audit', async () => {
    const bill = visitor(server.url)
    await signInByEmail(server, bill, 'BSMITH')
    expect((await ask('', bill)).problem?.code).toBe('no-right')
  })
})

/** Times are the only values that JSON does not give back as they were. */
const readFacts = (facts: string): Facts =>
  JSON.parse(facts, (name, value) =>
    value && (name === 'now' || name.endsWith('At')) ? new Date(value) : value,
  )

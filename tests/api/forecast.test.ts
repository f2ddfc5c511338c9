import { afterEach, expect, it } from 'vitest'
import type { Forecast } from '../../contract/api/forecast.ts'
import { forecast } from '../../server/features/forecast/make-forecast.flow.ts'
import { insertPerson } from '../../server/features/people/people.store.ts'
import { savePreference } from '../../server/features/preferences/preferences.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { setUpByEmail } from '../support/set-up.ts'
import { signInByEmail } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

const forecastOf = async (visitor: Visitor, query: string) =>
  visitor.call('GET /api/administration/forecast', undefined, `/api/administration/forecast?${query}`)

const names = (outcomes: Forecast['onNewComputer']) =>
  outcomes.lockedOut.first.map(({ userName }) => userName).sort()

onBothEngines('The forecast', (open) => {
  let server: TestServer
  afterEach(() => server.stop())

  async function signedIn(userName = 'ADMIN'): Promise<Visitor> {
    const browser = visitor(server.url)
    expect((await signInByEmail(server, browser, userName)).answer?.step).toBe('done')
    return browser
  }

  async function start() {
    server = await startServer({ settings: { DATABASE: await open() } })
    return signedIn()
  }

  it('R10.1: turning UMA on names who could not sign in, why, and the location nobody could open', async () => {
    const { answer } = await forecastOf(await start(), '2FA=Off&UMA=on')
    expect(answer).toMatchObject({
      people: 7,
      onNewComputer: { asked: 4, askedBy: { text: 4 }, setUp: 0, letIn: 0, lockedOut: { count: 3 } },
      lockedOutLocations: { count: 1, first: [{ name: 'Elm Street', people: 3 }] },
      locksOutYou: false,
      textServiceMissing: false,
    })
    expect(names(answer!.onNewComputer)).toEqual(['EGREEN', 'MLOPEZ', 'NOPHONE'])
    expect(answer!.onNewComputer.lockedOut.first[0]).toMatchObject({
      id: expect.stringMatching(/^per_/),
      check: 'no-cell-phone',
      remedy: 'cell-phone',
      sentence: 'A code would go by text message, and the profile has no cell phone that can be used.',
      location: { id: answer!.lockedOutLocations.first[0]!.id, name: 'Elm Street' },
    })
  })

  it('R10.1: one cell phone opens the location', async () => {
    const admin = await start()
    await server.world.database
      .updateTable('people')
      .set({ cell_phone: '+15555550188' })
      .where('user_name', '=', 'EGREEN')
      .execute()
    const { answer } = await forecastOf(admin, '2FA=Off&UMA=on')
    expect(answer).toMatchObject({
      onNewComputer: { lockedOut: { count: 2 } },
      lockedOutLocations: { count: 0, first: [] },
    })
  })

  it('R3.4: with 2FA On and set-up finished, everybody can prove a new computer in their own way', async () => {
    const admin = await start()
    // Elm Street has neither cell phones nor a finished set-up.
    const before = await forecastOf(admin, 'UMA=on')
    expect(before.answer).toMatchObject({
      onNewComputer: { asked: 4, lockedOut: { count: 3 } },
      lockedOutLocations: { count: 1, first: [{ name: 'Elm Street' }] },
    })
    for (const userName of ['NOPHONE', 'EGREEN', 'MLOPEZ']) await setUpByEmail(server, userName)
    const { answer } = await forecastOf(admin, 'UMA=on')
    expect(answer?.onNewComputer).toMatchObject({
      asked: 7,
      askedBy: { email: 7 },
      lockedOut: { count: 0, first: [] },
    })
  })

  it('a person counts on the computer where they signed in last, and it knows them there', async () => {
    const { answer } = await forecastOf(await start(), '')
    // Of the seven only the administrator has signed in, and on that connection nothing is asked for days.
    expect(answer).toMatchObject({
      onNewComputer: { asked: 4, setUp: 3, letIn: 0 },
      onOwnComputer: { asked: 3, setUp: 3, letIn: 1 },
    })
    const every = await forecastOf(await signedIn('BSMITH'), '')
    expect(every.problem?.code).toBe('no-right')
  })

  it('0 as the frequency asks everybody, on their own computers as well', async () => {
    const { answer } = await forecastOf(await start(), '2FAFREQUENCY=0')
    expect(answer?.onOwnComputer).toMatchObject({ asked: 4, setUp: 3, letIn: 0 })
  })

  it('nobody who was deactivated counts, and nobody of another organization', async () => {
    const admin = await start()
    const { database } = server.world
    await database.updateTable('people').set({ active: 0 }).where('user_name', '=', 'NOPHONE').execute()
    await plant(database, { organizations: ['org_other'] })
    await database
      .updateTable('people')
      .set({ organization_id: 'org_other' })
      .where('user_name', '=', 'MLOPEZ')
      .execute()
    const { answer } = await forecastOf(admin, '2FA=Off&UMA=on')
    expect(answer?.people).toBe(5)
    expect(names(answer!.onNewComputer)).toEqual(['EGREEN'])
  })

  it('names at most 100 people and counts all', async () => {
    const admin = await start()
    const { organization_id: organizationId, location_id: locationId } = await server.world.database
      .selectFrom('people')
      .select(['organization_id', 'location_id'])
      .where('user_name', '=', 'NOPHONE')
      .executeTakeFirstOrThrow()
    for (let number = 0; number < 250; number++) {
      const userName = `MANY${number}`
      const rest = { email: null, cellPhone: null, locationId, passwordHash: null }
      await insertPerson(server.world, { organizationId, userName, displayName: userName, ...rest })
    }
    const { answer } = await forecastOf(admin, '2FA=Off&UMA=on')
    expect(answer).toMatchObject({ people: 257, onNewComputer: { asked: 4, lockedOut: { count: 253 } } })
    expect(answer?.onNewComputer.lockedOut.first).toHaveLength(100)
    expect(new Set(names(answer!.onNewComputer)).size).toBe(100)
    expect(answer?.lockedOutLocations).toMatchObject({ count: 1, first: [{ people: 253 }] })
  })

  it.each([
    ['UMA=maybe', 'invalid-value', 'UMA'],
    ['2FAFREQUENCY=-1', 'invalid-value', '2FAFREQUENCY'],
    ['UMB=on', 'unknown-field', 'UMB'],
  ])('%s is refused as %s', async (query, code, field) => {
    const { problem } = await forecastOf(await start(), query)
    expect(problem?.code).toBe(code)
    expect(Object.keys(problem?.fields ?? {})).toEqual([field])
  })

  it('R10.2: who would lock themselves out must type the name of the organization', async () => {
    const admin = await start()
    const { database } = server.world
    await database.updateTable('people').set({ cell_phone: null }).where('user_name', '=', 'ADMIN').execute()
    const put = (code: string, body: Record<string, unknown>) =>
      admin.call(
        'PUT /api/administration/preferences/{code}',
        body,
        `/api/administration/preferences/${code}`,
      )
    expect((await put('2FA', { value: 'Off' })).status).toBe(200)
    expect((await forecastOf(admin, 'UMA=on')).answer?.locksOutYou).toBe(true)
    for (const confirmation of [undefined, '', 'Harbor', 'Another Agency']) {
      const { status, problem } = await put('UMA', { value: 'on', confirmation })
      expect([status, problem?.code]).toEqual([409, 'confirmation-needed'])
    }
    expect((await put('UMA', { value: 'perhaps' })).problem).toMatchObject({
      code: 'invalid-value',
      fields: { value: 'This must be one of: off, on.' },
    })
    expect((await forecastOf(admin, '')).answer?.onNewComputer.letIn).toBe(7)
    expect((await put('UMA', { value: 'on', confirmation: ' harbor agency' })).answer?.value).toBe('on')
    // Locked out already: changes that do not lock out further need no confirmation.
    expect((await forecastOf(admin, 'CODELENGTH=8')).answer?.locksOutYou).toBe(false)
    expect((await put('CODELENGTH', { value: '8' })).status).toBe(200)
    expect((await put('UMA', { value: 'off' })).status).toBe(200)
  })

  it('a server without a service for text messages says so, and counts who has no other way', async () => {
    const admin = await start()
    const person = await server.world.database
      .selectFrom('people')
      .select(['id', 'organization_id as organizationId'])
      .where('user_name', '=', 'ADMIN')
      .executeTakeFirstOrThrow()
    await savePreference(server.world, person.organizationId, { code: '2FA', value: 'Off' })
    const answer = await forecast(server.world, {
      organizationId: person.organizationId,
      askedBy: person.id,
      proposed: { UMA: 'on' },
      services: { text: false },
    })
    expect(answer).toMatchObject({
      textServiceMissing: true,
      locksOutYou: true,
      onNewComputer: { asked: 0, lockedOut: { count: 7 } },
    })
    expect(answer.onNewComputer.lockedOut.first.find(({ userName }) => userName === 'ADMIN')?.remedy).toBe(
      'text-service',
    )
    expect((await forecastOf(admin, 'UMA=on')).answer?.textServiceMissing).toBe(false)
  })

  it('what last month would have looked like: the recorded sign-ins, decided anew from nothing', async () => {
    const admin = await start()
    const lastMonth = async (query: string) =>
      (
        await admin.call(
          'GET /api/administration/forecast/last-month',
          undefined,
          `/api/administration/forecast/last-month?${query}`,
        )
      ).answer
    await setUpByEmail(server, 'NOPHONE')
    const bill = visitor(server.url)
    for (let days = 0; days < 3; days++) {
      expect((await signInByEmail(server, bill, 'BSMITH')).answer?.step).toBe('done')
      server.clock.advance(24 * 60 * 60 * 1000)
    }
    expect((await signInByEmail(server, visitor(server.url), 'NOPHONE')).answer?.step).toBe('done')
    await signInByEmail(server, admin, 'ADMIN')
    // The administrator twice, Bill three times, Noah once; Bill and the administrator were asked at their first only.
    expect(await lastMonth('')).toMatchObject({
      signIns: 6,
      asked: 3,
      letIn: 3,
      setUp: 0,
      lockedOut: 0,
      askedInTruth: 3,
    })
    expect(await lastMonth('2FAFREQUENCY=0')).toMatchObject({ asked: 6, letIn: 0, askedInTruth: 3 })
    expect(await lastMonth('2FA=Off')).toMatchObject({ asked: 0, letIn: 6 })
    const unidentified = await lastMonth('2FA=Off&UMA=on')
    expect(unidentified).toMatchObject({ asked: 2, letIn: 3, lockedOut: 1 })
    expect(unidentified?.peopleLockedOut).toMatchObject({
      count: 1,
      first: [{ userName: 'NOPHONE', check: 'no-cell-phone', location: { name: 'Elm Street' } }],
    })
    // R4.6: Bill's computer is used every day, the administrator's stands three days.
    expect(await lastMonth('2FA=Off&UMA=on&UMAIDLEDAYS=2')).toMatchObject({
      asked: 3,
      letIn: 2,
      lockedOut: 1,
    })
    server.clock.advance(40 * 24 * 60 * 60 * 1000)
    await signInByEmail(server, admin, 'ADMIN')
    expect(await lastMonth('')).toMatchObject({ signIns: 1, askedInTruth: 1 })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApplicationsFile } from '../../contract/api/applications.ts'
import { commandLine } from '../../server/base/actor.ts'
import { minute } from '../../server/base/duration.ts'
import { applyFile, lookAtFile } from '../../server/features/applications/apply-file.flow.ts'
import { recordOpening } from '../../server/features/applications/open-application.flow.ts'
import { savePreference } from '../../server/features/preferences/preferences.store.ts'
import { type Administrator, makeOtherOrganization, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const address = 'https://desk.example/'
const file: ApplicationsFile = {
  groups: [{ name: 'Claims', people: ['BSMITH', 'cbills'] }],
  applications: [
    { name: 'Agency Desk', address, line: 'Customers and policies', whoMayOpen: 'everybody' },
    { name: 'Claims Desk', address, whoMayOpen: { groups: ['claims'] }, demands: { factorMinutes: 15 } },
    { name: 'Elm Desk', address, whoMayOpen: { locations: ['Elm Street'] } },
    { name: 'Dana Desk', address, whoMayOpen: { people: ['ADMIN'] } },
    { name: 'Known Desk', address, whoMayOpen: 'everybody', demands: { recognizedMachine: true } },
    { name: 'Off Desk', address, whoMayOpen: 'everybody', isOn: false },
    { name: 'Nobody Desk', address },
  ],
}

async function organizationOf({ world }: TestServer) {
  const { id } = await world.database.selectFrom('organizations').select('id').executeTakeFirstOrThrow()
  return id
}

async function apply(server: TestServer, file: ApplicationsFile) {
  return applyFile(server.world, { organizationId: await organizationOf(server), by: commandLine, file })
}

onBothEngines('A file of applications (R13.1)', (open) => {
  const withServer = serverOn(open)

  it('is looked at first, then applied; applied again it changes nothing, and what it does not name stays', () =>
    withServer(async (server) => {
      const applying = { organizationId: await organizationOf(server), by: commandLine, file }
      const lines = await lookAtFile(server.world, applying)
      expect(lines[0]).toBe('+ group "Claims" with 2 people')
      expect(lines).toHaveLength(8)
      expect(await server.world.database.selectFrom('applications').selectAll().execute()).toEqual([])
      expect((await applyFile(server.world, applying)).lines).toEqual(lines)
      expect(await lookAtFile(server.world, applying)).toEqual([])
      const other: ApplicationsFile = {
        groups: [{ name: 'claims', people: ['JJONES', 'CBILLS'] }],
        applications: [
          { name: 'CLAIMS DESK', address, whoMayOpen: { groups: ['Claims'], people: ['NOPHONE'] } },
        ],
      }
      expect((await apply(server, other)).lines).toEqual([
        '~ group "claims": 1 added, 1 removed',
        '~ application "CLAIMS DESK", name: "Claims Desk" becomes "CLAIMS DESK"',
        '~ application "CLAIMS DESK", who may open, people: [] becomes ["NOPHONE"]',
        '~ application "CLAIMS DESK", demands, factorMinutes: 15 becomes null',
      ])
      expect(await server.world.database.selectFrom('applications').selectAll().execute()).toHaveLength(7)
    }))

  it('with any fault changes nothing, and every fault is named', () =>
    withServer(async (server) => {
      const wrong: ApplicationsFile = {
        groups: [{ name: 'Claims', people: ['NOBODY'] }],
        applications: [
          { name: 'One', address, whoMayOpen: { groups: ['No Group'], locations: ['Nowhere'] } },
          { name: 'one', address },
          { name: '', address },
        ],
      }
      await expect(apply(server, wrong)).rejects.toMatchObject({
        code: 'invalid-value',
        extras: {
          fields: {
            'group "Claims", person "NOBODY"': 'There is no such person.',
            'application "One", group "No Group"': 'There is no such group.',
            'application "One", location "Nowhere"': 'There is no such location.',
            'applications, "one"': 'This name stands there twice.',
            'applications, ""': 'A name is needed.',
          },
        },
      })
      expect(await server.world.database.selectFrom('groups').selectAll().execute()).toEqual([])
    }))
})

describe('Applications', () => {
  let server: TestServer
  let dana: Administrator
  let bill: Administrator
  beforeAll(async () => {
    ;({ server, dana } = await startOffice())
    bill = await signInAs(server, 'BSMITH')
    await apply(server, file)
  })
  afterAll(() => server.stop())

  const names = async (who: Administrator) =>
    (await who.ask('GET /api/applications')).answer!.map(({ name, verdict }) => `${name}: ${verdict}`)
  const idOf = async (name: string) =>
    (await dana.ask('GET /api/administration/applications')).answer!.find((one) => one.name === name)!.id

  it('Home lists what a person may open, says what asks more, and names nothing else (R13.6)', async () => {
    expect(await names(bill)).toEqual(['Agency Desk: open', 'Claims Desk: open', 'Known Desk: refuse'])
    expect(await names(dana)).toEqual(['Agency Desk: open', 'Dana Desk: open', 'Known Desk: refuse'])
    server.clock.advance(16 * minute)
    const { answer } = await bill.ask('GET /api/applications')
    expect(answer?.find(({ name }) => name === 'Claims Desk')).toMatchObject({
      verdict: 'prove-again',
      sentence: 'This application wants a code that was given more recently.',
    })
  })

  it('what was opened last stands first', async () => {
    const session = await server.world.database
      .selectFrom('sessions')
      .innerJoin('people', 'people.id', 'sessions.person_id')
      .select(['sessions.id', 'sessions.person_id', 'sessions.organization_id'])
      .where('people.user_name', '=', 'BSMITH')
      .executeTakeFirstOrThrow()
    const application = { id: await idOf('Known Desk'), name: 'Known Desk' }
    const proved = { passwordAt: new Date(), secondFactorAt: null, method: null, letThroughBy: null }
    const { id, person_id: personId, organization_id: organizationId } = session
    const opened = { ...proved, id, personId, organizationId } as Parameters<
      typeof recordOpening
    >[1]['session']
    await recordOpening(server.world, {
      ...{ session: opened, application, address: '198.51.100.7', door: 'openid-connect' },
    })
    expect((await names(bill))[0]).toBe('Known Desk: refuse')
  })

  it('why one does not open is said, with whom to ask (R13.3)', async () => {
    for (const [name, sentence] of [
      ['Dana Desk', 'This application is not among those you may open.'],
      ['Off Desk', 'This application is switched off at the moment.'],
      ['Nobody Desk', 'This application is not among those you may open.'],
      ['Known Desk', 'This application opens only on computers that your organization knows.'],
    ] as const) {
      const { answer } = await bill.ask('GET /api/applications/{id}', { id: await idOf(name) })
      expect(answer).toMatchObject({ name, verdict: 'refuse', sentences: [sentence] })
      expect(answer?.waysOut).toEqual([{ kind: 'administrator', names: ['Dana Reyes'] }])
    }
  })

  it('the page of one tells who may open it and what it demands, by the names that people read', async () => {
    const { answer } = await dana.ask('GET /api/administration/applications/{id}', {
      id: await idOf('Claims Desk'),
    })
    expect(answer).toMatchObject({
      name: 'Claims Desk',
      whoMayOpen: { everybody: false, groups: ['Claims'], locations: [], people: [] },
      demands: { passwordMinutes: null, factorMinutes: 15, methods: null, recognizedMachine: false },
      openIdConnect: null,
    })
  })

  it('a step-up asks by a way that counts, also while 2FA is Off, and says what was proved (R13.5)', async () => {
    await savePreference(server.world, await organizationOf(server), { code: '2FA', value: 'Off' })
    const plain = visitor(server.url)
    const entered = await giveUserNameAndPassword(server, plain, 'CBILLS')
    expect(entered.answer ?? entered.problem).toMatchObject({ step: 'done' })
    const before = (await plain.call('GET /api/session')).answer!.provedBy
    expect(before.method).toBeNull()
    server.clock.advance(minute)
    const password = server.passwordOf('CBILLS')
    const without = await plain.call('POST /api/profile/proof', { password, methods: ['app'] })
    expect(without.problem?.code).toBe('method-not-available')
    const begun = await plain.call('POST /api/profile/proof', { password, methods: ['text'] })
    expect(begun.answer).toMatchObject({ step: 'code', method: 'text' })
    expect((await plain.call('GET /api/session')).answer!.provedBy).toEqual(before)
  })

  it("nothing of another organization's is seen or opened", async () => {
    const { organizationId } = await makeOtherOrganization(server)
    await applyFile(server.world, {
      organizationId,
      by: commandLine,
      file: { applications: [{ name: 'Foreign Desk', address, whoMayOpen: 'everybody' }] },
    })
    const { id } = await server.world.database
      .selectFrom('applications')
      .select('id')
      .where('name', '=', 'Foreign Desk')
      .executeTakeFirstOrThrow()
    expect(await names(bill)).not.toContain('Foreign Desk: open')
    expect((await bill.ask('GET /api/applications/{id}', { id })).status).toBe(404)
    expect((await dana.ask('GET /api/administration/applications/{id}', { id })).status).toBe(404)
    const { answer } = await dana.ask('GET /api/administration/applications')
    expect(answer?.map(({ name }) => name)).not.toContain('Foreign Desk')
  })
})

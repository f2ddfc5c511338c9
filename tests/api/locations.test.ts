import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Administrator, makeOtherOrganization, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import { idOf } from '../support/set-up.ts'

const all = 'GET /api/administration/locations'
const add = 'POST /api/administration/locations'
const one = 'GET /api/administration/locations/{id}'
const rename = 'PATCH /api/administration/locations/{id}'
const remove = 'DELETE /api/administration/locations/{id}'

onBothEngines('Locations', (open) => {
  let server: TestServer
  let dana: Administrator
  beforeEach(async () => {
    ;({ server, dana } = await startOffice(await open()))
  })
  afterEach(() => server.stop())

  const idNamed = async (name: string) =>
    (await dana.ask(all)).answer!.find((location) => location.name === name)!.id

  it('are listed by name with the number of their people', async () => {
    const { answer } = await dana.ask(all)
    expect(answer?.map(({ name, people }) => [name, people])).toEqual([
      ['Elm Street', 3],
      ['Main Street', 4],
    ])
  })

  it('are added and renamed; names that differ only in case or Unicode form are one', async () => {
    const { status, answer } = await dana.ask(add, {}, { name: '  Oak   Lane ' })
    expect(status).toBe(201)
    expect(answer).toMatchObject({ name: 'Oak Lane', people: 0 })
    for (const name of ['oak lane', 'ＯＡＫ LANE'])
      expect((await dana.ask(add, {}, { name })).problem).toMatchObject({
        code: 'already-taken',
        fields: { name: 'There is a location of this name.' },
      })
    const { id } = answer!
    expect((await dana.ask(rename, { id }, { name: 'elm street' })).problem?.code).toBe('already-taken')
    expect((await dana.ask(rename, { id }, { name: 'OAK LANE' })).answer?.name).toBe('OAK LANE')
    for (const name of ['', ' ', 'two\nlines', 'n'.repeat(101)])
      expect((await dana.ask(rename, { id }, { name })).problem?.code).toBe('invalid-value')
    expect((await dana.ask(one, { id })).answer?.name).toBe('OAK LANE')
  })

  it('the name is seen at once by whoever is signed in there', async () => {
    const bill = await signInAs(server, 'BSMITH')
    await bill.visitor.call('GET /api/session')
    await dana.ask(rename, { id: await idNamed('Main Street') }, { name: 'High Street' })
    expect((await bill.visitor.call('GET /api/session')).answer?.person.location).toBe('High Street')
  })

  it('one in use stays, unless it is said where its people and machines go', async () => {
    const [elm, main] = [await idNamed('Elm Street'), await idNamed('Main Street')]
    const refused = await dana.ask(remove, { id: elm })
    expect(refused.problem).toMatchObject({
      status: 409,
      code: 'location-in-use',
      fields: { people: '3 people belong here.', machines: '0 machines stand here.' },
    })
    for (const moveTo of [elm, 'loc_00000000000000000000000000'])
      expect((await dana.ask(remove, { id: elm, moveTo })).problem?.code).toBe('invalid-value')
    expect((await dana.ask(remove, { id: elm, moveTo: main })).status).toBe(204)
    expect((await dana.ask(all)).answer).toEqual([{ id: main, name: 'Main Street', people: 7 }])
    expect((await dana.ask(remove, { id: main, moveTo: 'none' })).status).toBe(204)
    const { answer } = await dana.ask('GET /api/administration/people', { location: 'none' })
    expect(answer?.people).toHaveLength(7)
  })

  it('an empty one goes without a question', async () => {
    const { id } = (await dana.ask(add, {}, { name: 'Oak Lane' })).answer!
    expect((await dana.ask(remove, { id })).status).toBe(204)
    expect((await dana.ask(one, { id })).problem?.code).toBe('not-found')
  })

  it('nobody is left in a location that is removed while they are moved there', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = (await dana.ask(add, {}, { name: 'Oak Lane' })).answer!
      const people = await Promise.all(['BSMITH', 'CBILLS', 'JJONES'].map((name) => idOf(server, name)))
      const move = (person: string) =>
        dana.ask('PATCH /api/administration/people/{id}', { id: person }, { locationId: id })
      await Promise.all([...people.map(move), dana.ask(remove, { id, moveTo: 'none' })])
      const ids = new Set((await dana.ask(all)).answer!.map((location) => location.id))
      const rows = await server.world.database.selectFrom('people').select('location_id').execute()
      for (const { location_id } of rows) if (location_id !== null) expect(ids).toContain(location_id)
      if (ids.has(id)) await dana.ask(remove, { id, moveTo: 'none' })
    }
  })

  it('of another organization are not there', async () => {
    const { locationId: id } = await makeOtherOrganization(server)
    expect((await dana.ask(one, { id })).problem?.code).toBe('not-found')
    expect((await dana.ask(rename, { id }, { name: 'Mine' })).problem?.code).toBe('not-found')
    expect((await dana.ask(remove, { id, moveTo: 'none' })).problem?.code).toBe('not-found')
    const elm = await idNamed('Elm Street')
    expect((await dana.ask(remove, { id: elm, moveTo: id })).problem?.code).toBe('invalid-value')
    expect((await dana.ask(all)).answer).toHaveLength(2)
  })

  it('are for holders of the right only, and every change is in the audit', async () => {
    const bill = await signInAs(server, 'BSMITH')
    expect((await bill.ask(all)).problem?.code).toBe('no-right')
    server.clock.advance(1)
    const { id } = (await dana.ask(add, {}, { name: 'Oak Lane' })).answer!
    server.clock.advance(1)
    await dana.ask(rename, { id }, { name: 'Pine Lane' })
    server.clock.advance(1)
    await dana.ask(remove, { id })
    const { answer } = await dana.ask('GET /api/administration/audit', { limit: '3' })
    expect(answer?.entries.map(({ event, values }) => [event, values.before ?? values.name])).toEqual([
      ['location-removed', 'Pine Lane'],
      ['location-renamed', 'Oak Lane'],
      ['location-added', 'Oak Lane'],
    ])
  })
})

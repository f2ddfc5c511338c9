import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Forecast } from '../../contract/api/forecast.ts'
import { minute, second } from '../../server/base/duration.ts'
import {
  type PresentForecast,
  presentForecast,
} from '../../server/features/forecast/present-forecast.flow.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { insertPeople, personById } from '../../server/features/people/people.store.ts'
import { savePerson } from '../../server/features/people/save-person.store.ts'
import { savePreference } from '../../server/features/preferences/preferences.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const begun = new Date('2026-05-04T08:03:01Z')

onBothEngines('The forecast that Home asks for', (open) => {
  let world: TestWorld
  let ask: PresentForecast
  let organizationId: string
  let first: string
  /** Milliseconds that go by whenever somebody looks at the clock: how dear a decision is. */
  let cost: number
  /** The clock stops in the middle of the work. */
  let breaks: boolean
  let looked: (looks: number) => void

  beforeEach(async () => {
    world = await testWorld({ database: await open() })
    ;({ id: organizationId } = await insertOrganization(world, 'Harbor Agency'))
    first = (await insertPeople(world, [1, 2, 3].map(somebody)))[0]!
    await savePreference(world, organizationId, { code: 'UMA', value: 'on' })
    cost = 0
    breaks = false
    looked = () => {}
    looks = 0
    ask = presentForecast({ ...world, clock: { now: passing } }, { text: true })
  })
  afterEach(() => world.close())

  const somebody = (number: number) => ({
    organizationId,
    userName: `U${number}`,
    displayName: `Person ${number}`,
    email: null,
    cellPhone: null,
    locationId: null,
    passwordHash: 'hash',
  })

  let looks: number
  function passing(): Date {
    looked(++looks)
    if (breaks && world.clock.now() > begun) throw new Error('the clock is broken')
    world.clock.advance(cost)
    return world.clock.now()
  }

  const lockedOut = async () => (await ask(organizationId)).onNewComputer.lockedOut.count
  const giveNumber = (id = first) => savePerson(world, id, { cellPhone: '+15555554217' })

  /** It is there for everybody a little before the disk has it. */
  async function numberSeen(): Promise<void> {
    const { cellPhone } = await personById(world, first)
    if (cellPhone === null) await numberSeen()
  }

  /** What is dear to find out, once, and cheap to ask for after that. */
  async function askDearly() {
    cost = second
    const count = await lockedOut()
    cost = 0
    return count
  }

  it('is made anew for everybody where it is cheap', async () => {
    expect(await lockedOut()).toBe(3)
    await giveNumber()
    expect(await lockedOut()).toBe(2)
  })

  it('is kept for a minute where it is dear, and no longer', async () => {
    expect(await askDearly()).toBe(3)
    await giveNumber()
    world.clock.advance(minute - 1)
    expect(await lockedOut()).toBe(3)
    world.clock.advance(1)
    expect(await lockedOut()).toBe(2)
  })

  it('is not kept where the clock was set back', async () => {
    await askDearly()
    await giveNumber()
    world.clock.advance(-minute)
    expect(await lockedOut()).toBe(2)
  })

  it('is made anew when a preference was changed', async () => {
    expect(await askDearly()).toBe(3)
    await savePreference(world, organizationId, { code: 'UMA', value: 'off' })
    expect(await lockedOut()).toBe(0)
  })

  it('is kept for one organization alone', async () => {
    expect(await askDearly()).toBe(3)
    const { id } = await insertOrganization(world, 'Other Agency')
    await savePreference(world, id, { code: 'UMA', value: 'on' })
    expect(await ask(id)).toMatchObject({ people: 0 })
  })

  it('is kept for fifty organizations at most, those that asked last', async () => {
    const many = await Promise.all(
      Array.from({ length: 51 }, (_, number) => insertOrganization(world, `Agency ${number}`)),
    )
    // Dear, and yet all of them within the minute.
    cost = second / 2 + 1
    for (const { id } of many) await ask(id)
    cost = 0
    const ids = [many[0]!.id, many[1]!.id, many[50]!.id]
    await insertPeople(
      world,
      ids.map((id) => ({ ...somebody(4), organizationId: id })),
    )
    const seen = []
    for (const id of ids) seen.push((await ask(id)).people)
    expect(seen).toEqual([1, 0, 0])
  })

  it('is asked for again where it failed', async () => {
    cost = second
    breaks = true
    await expect(lockedOut()).rejects.toThrow('clock')
    breaks = false
    expect(await lockedOut()).toBe(3)
  })

  it('is found out once for all who ask at the same time, where it is dear', async () => {
    cost = second
    const asked = await Promise.all([1, 2, 3, 4].map(() => ask(organizationId)))
    expect(new Set(asked.map(({ onNewComputer }) => onNewComputer)).size).toBe(1)
  })

  it('serves who comes while a cheap one is under way by one more, that sees what was saved before', async () => {
    // Whoever was added first is read first.
    world.clock.advance(1)
    await insertPeople(
      world,
      Array.from({ length: 500 }, (_, number) => somebody(number + 10)),
    )
    const late = Promise.withResolvers<Forecast[]>()
    let saved: Promise<unknown> | undefined
    // By the second look the first people have been read: what is saved now is not in this one any more.
    looked = (looks) => {
      if (looks === 2) {
        saved = giveNumber()
        late.resolve(numberSeen().then(() => Promise.all([1, 2, 3].map(() => ask(organizationId)))))
      }
    }
    expect(await lockedOut()).toBe(503)
    await saved
    const asked = (await late.promise).map(({ onNewComputer }) => onNewComputer)
    expect(asked.map(({ lockedOut }) => lockedOut.count)).toEqual([502, 502, 502])
    expect(new Set(asked).size).toBe(1)
  })
})

import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PersonOrder, PersonState } from '../../contract/words.ts'
import { insertPeople, type NewPerson } from '../../server/features/people/people.store.ts'
import { findPlace, listPeople, type PeopleQuery } from '../../server/features/people/people-list.store.ts'
import {
  findWordPlace,
  searchPeople,
  type WordPlace,
} from '../../server/features/people/people-search.store.ts'
import { personWords, soughtWords } from '../../server/features/people/person-words.ts'
import { savePerson } from '../../server/features/people/save-person.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const organizationId = 'org_1'
const locations = ['loc_1', 'loc_2', null]

function person(at: number): NewPerson {
  return {
    organizationId,
    userName: `U${at}`,
    displayName: `${['Zoë', 'ann', 'Bo', 'Čenek'][at % 4]} Family${at % 40}`,
    email: `u${at}@harbor.example`,
    cellPhone: at % 5 === 0 ? null : `+1555555${1000 + at}`,
    locationId: locations[at % 3]!,
    passwordHash: at % 7 === 0 ? null : 'hash',
  }
}

onBothEngines('The list of people', (open) => {
  let world: TestWorld
  let ids: string[]

  /** 120 people, three of each name, so that pages end between equal names; more strangers next door. */
  beforeEach(async () => {
    world = await testWorld({ database: await open() })
    await plant(world.database, { organizations: [organizationId, 'org_2'], locations: ['loc_1', 'loc_2'] })
    const people = Array.from({ length: 120 }, (_, at) => person(at))
    ids = (await insertPeople(world, people)) as string[]
    await insertPeople(
      world,
      people.map((person) => ({ ...person, organizationId: 'org_2' })),
    )
    for (const [at, id] of ids.entries()) {
      if (at % 11 === 0) await savePerson(world, id, { active: false })
      await world.database
        .updateTable('people')
        .set({
          set_up_at: at % 2 === 0 ? 1 : null,
          last_sign_in_at: at % 3 === 0 ? null : (at % 10) + 1,
          last_sign_in_key: at % 3 === 0 ? 0 : (at % 10) + 1,
        })
        .where('id', '=', id)
        .execute()
    }
  })
  afterEach(() => world.close())

  const everybody: PeopleQuery = {
    organizationId,
    search: '',
    locationId: undefined,
    state: undefined,
    order: 'name',
    after: undefined,
    limit: 1000,
  }
  const found = async (query: Partial<PeopleQuery>) =>
    (await listPeople(world, { ...everybody, ...query })).map(({ id }) => ids.indexOf(id))

  /** Page after page. */
  async function walked(query: Partial<PeopleQuery>, limit: number): Promise<number[]> {
    const all: number[] = []
    let after: PeopleQuery['after']
    for (;;) {
      const page = await listPeople(world, { ...everybody, ...query, after, limit })
      all.push(...page.map(({ id }) => ids.indexOf(id)))
      if (page.length < limit) return all
      after = await findPlace(world, organizationId, page.at(-1)!.id)
    }
  }

  const orders: PersonOrder[] = ['name', '-name', 'user-name', '-user-name', 'last-sign-in', '-last-sign-in']

  it('shows everybody once, however it is ordered and cut into pages', async () => {
    for (const order of orders) {
      const whole = await found({ order })
      expect(whole.toSorted((left, right) => left - right)).toEqual([...ids.keys()])
      for (const limit of [1, 7, 40, 120]) expect(await walked({ order }, limit)).toEqual(whole)
    }
  })

  it('falls where it rose', async () => {
    for (const order of ['name', 'user-name', 'last-sign-in'] as const)
      expect(await found({ order: `-${order}` })).toEqual((await found({ order })).reverse())
  })

  it('counts who never signed in as longest ago', async () => {
    const order = await found({ order: 'last-sign-in' })
    expect(order.slice(0, 40).every((at) => at % 3 === 0)).toBe(true)
    expect(order.at(-1)! % 10).toBe(9)
  })

  const meaning: Record<PersonState, (at: number) => boolean> = {
    active: (at) => at % 11 !== 0,
    inactive: (at) => at % 11 === 0,
    'not-set-up': (at) => at % 11 !== 0 && at % 2 !== 0,
    'no-cell-phone': (at) => at % 11 !== 0 && at % 5 === 0,
    invited: (at) => at % 11 !== 0 && at % 7 === 0,
  }

  it('narrows by state, location and words, each alone and all together', async () => {
    const state = fc.constantFrom(undefined, ...(Object.keys(meaning) as PersonState[]))
    const location = fc.constantFrom(undefined, ...locations)
    const search = fc.constantFrom(
      '',
      'zo',
      'ANN',
      'family1',
      'fam bo',
      'cenek family3',
      '5551',
      '(555) 555-104',
      'u1',
      'x',
    )
    const order = fc.constantFrom(...orders)
    await fc.assert(
      fc.asyncProperty(state, location, search, order, async (state, locationId, search, order) => {
        const expected = [...ids.keys()].filter(
          (at) =>
            (state === undefined || meaning[state](at)) &&
            (locationId === undefined || locations[at % 3] === locationId) &&
            matches(at, search),
        )
        const query = { state, locationId, search, order }
        const whole = await found(query)
        expect(whole.toSorted((left, right) => left - right)).toEqual(expected)
        expect(await walked(query, 9)).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  it('finds by words the same people, each once, at the first word that is found and then by name', async () => {
    const state = fc.constantFrom(undefined, ...(Object.keys(meaning) as PersonState[]))
    const text = fc.constantFrom(
      'zo',
      'ANN',
      'family1',
      'fam bo',
      'cenek family3',
      '5551',
      'u1',
      'harbor u',
      'u',
      'x',
    )
    const location = fc.constantFrom(undefined, ...locations)
    await fc.assert(
      fc.asyncProperty(text, state, location, async (text, state, locationId) => {
        const [lead, ...others] = soughtWords(text)
        const search = { organizationId, words: [lead!, ...others] as const, state, locationId }
        const shown: string[] = []
        let after: WordPlace | undefined
        for (;;) {
          const page = await searchPeople(world, { ...search, after, limit: 7 })
          shown.push(...page.map(({ id }) => id))
          if (page.length < 7) break
          after = await findWordPlace(world, { organizationId, personId: page.at(-1)!.id, word: lead! })
        }
        const expected = await found({ search: text, state, locationId })
        const at = shown.map((id) => ids.indexOf(id))
        expect(at.toSorted((left, right) => left - right)).toEqual(
          expected.toSorted((left, right) => left - right),
        )
        const words = at.map((at) =>
          personWords(person(at)).filter((word) => word >= lead!.from && word < lead!.before),
        )
        const first = words.map((words) => words.toSorted()[0]!)
        expect(first).toEqual(first.toSorted())
      }),
      { numRuns: 60 },
    )
  })

  it('is not led by somebody next door', async () => {
    const [word] = soughtWords('u1')
    const { id } = await world.database
      .selectFrom('people')
      .select('id')
      .where('organization_id', '=', 'org_2')
      .where('user_name', '=', 'U1')
      .executeTakeFirstOrThrow()
    expect(await findWordPlace(world, { organizationId, personId: id, word: word! })).toBeUndefined()
    expect(await findPlace(world, organizationId, id)).toBeUndefined()
  })

  /** An independent reading of the same people, without the index of words. */
  function matches(at: number, search: string): boolean {
    const name = `${['zoe', 'ann', 'bo', 'cenek'][at % 4]} family${at % 40} u${at} u${at}@harbor.example`
    const phone = at % 5 === 0 ? [] : [`1555555${1000 + at}`, `555555${1000 + at}`, `${1000 + at}`]
    const words = /^[\d ()-]+$/.test(search) ? [search.replace(/\D/g, '')] : search.toLowerCase().split(' ')
    return words.every((word) => [...name.split(' '), ...phone].some((one) => one.startsWith(word)))
  }

  it('finds a person by the new name only after a change', async () => {
    await savePerson(world, ids[5]!, { displayName: 'Quentin Quill', cellPhone: '+15555550001' })
    expect(await found({ search: 'quill' })).toEqual([5])
    expect(await found({ search: '0001' })).toEqual([5])
    expect(await found({ search: 'ann family5' })).not.toContain(5)
  })

  it('takes a common word as surely as a rare one', async () => {
    const many = Array.from({ length: 2100 }, (_, at) => ({
      organizationId,
      userName: `crowd${at}`,
      displayName: `Many ${at % 2 === 0 ? 'Even' : 'Odd'}${at}`,
      email: null,
      cellPhone: null,
      locationId: null,
      passwordHash: null,
    }))
    ids.push(...((await insertPeople(world, many)) as string[]))
    expect(await walked({ search: 'many' }, 500)).toHaveLength(2100)
    expect(await walked({ search: 'crowd many even' }, 500)).toHaveLength(1050)
    expect(await found({ search: 'many odd2099' })).toEqual([120 + 2099])
  })
})

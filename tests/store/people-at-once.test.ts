import { expect, it } from 'vitest'
import type { PersonChange } from '../../contract/api/people.ts'
import { personActor } from '../../server/base/actor.ts'
import { Problem } from '../../server/base/problem.ts'
import { changePerson } from '../../server/features/accounts/change-person.flow.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { insertPeople, insertPerson } from '../../server/features/people/people.store.ts'
import { savePerson } from '../../server/features/people/save-person.store.ts'
import { grantRight, hasAdministrator } from '../../server/features/rights/rights.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const caller = {
  address: '198.51.100.7',
  network: '198.51.100.7',
  browser: 'Chrome',
  system: 'Windows',
  machineToken: null,
}

/** Two nodes on one database; a SQLite file has one, whose callers meet in it all the same. */
async function twoNodes(database: string, work: (nodes: [TestWorld, TestWorld]) => Promise<void>) {
  const first = await testWorld({ database })
  const second = database.startsWith('sqlite:') ? first : await testWorld({ database })
  try {
    await work([first, second])
  } finally {
    for (const node of new Set([first, second])) await node.close()
  }
}

const settled = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => {
      if (error instanceof Problem) return error.code
      throw error
    },
  )

onBothEngines('People changed at once', (open) => {
  const removals: [PersonChange, PersonChange][] = [
    [{ rights: [] }, { rights: [] }],
    [{ active: false }, { active: false }],
    [{ rights: ['View Audit'] }, { active: false }],
  ]

  it.each(removals)(
    'of two administrators who change each other by %j and %j, one succeeds and stays',
    async (onSecond, onFirst) => {
      await twoNodes(await open(), async ([left, right]) => {
        for (let round = 0; round < 10; round++) {
          const { id: organizationId } = await insertOrganization(left, `Agency ${round}`)
          const pair = await administrators(left, organizationId, 2)
          const actor = (id: string) => personActor({ id, displayName: 'A' }, caller)
          const change = (world: TestWorld, by: string, personId: string, change: PersonChange) =>
            settled(
              changePerson(world, {
                organizationId,
                by: actor(by),
                freshAt: left.clock.now(),
                personId,
                change,
              }),
            )
          const answers = await Promise.all([
            change(left, pair[0]!, pair[1]!, onSecond),
            change(right, pair[1]!, pair[0]!, onFirst),
          ])
          expect(answers.toSorted()).toEqual(['done', 'no-right'])
          expect(await hasAdministrator(left, organizationId)).toBe(true)
        }
      })
    },
  )

  it('of five administrators who all step down, one stays', async () => {
    await twoNodes(await open(), async (nodes) => {
      const { id: organizationId } = await insertOrganization(nodes[0], 'Agency')
      const all = await administrators(nodes[0], organizationId, 5)
      const answers = await Promise.all(
        all.map((personId, at) => {
          const by = personActor({ id: personId, displayName: 'A' }, caller)
          const change = at % 2 === 0 ? { rights: [] } : { active: false }
          return settled(
            changePerson(nodes[at % 2]!, {
              organizationId,
              by,
              freshAt: nodes[0].clock.now(),
              personId,
              change,
            }),
          )
        }),
      )
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(4)
      expect(answers).toContain('last-administrator')
    })
  })

  it('a user name belongs to one of those who take it', async () => {
    await twoNodes(await open(), async ([left, right]) => {
      const { id: organizationId } = await insertOrganization(left, 'Agency')
      const person = (userName: string) => ({ ...nobody, organizationId, userName })
      const [first, second] = (await insertPeople(left, [person('A'), person('B')])) as [string, string]
      const answers = await Promise.all([
        settled(savePerson(left, first, { userName: 'New' })),
        settled(savePerson(right, second, { userName: 'NEW' })),
        settled(insertPerson(left, person('new'))),
        settled(insertPerson(right, person('ＮＥＷ'))),
      ])
      expect(answers.toSorted()).toEqual(['already-taken', 'already-taken', 'already-taken', 'done'])
    })
  })

  it('people are added whole: of two overlapping lists everybody is there once, and found', async () => {
    await twoNodes(await open(), async ([left, right]) => {
      const { id: organizationId } = await insertOrganization(left, 'Agency')
      const list = (from: number) =>
        Array.from({ length: 120 }, (_, at) => ({ ...nobody, organizationId, userName: `U${from + at}` }))
      const ids = await Promise.all([insertPeople(left, list(0)), insertPeople(right, list(60))])
      const added = ids.flat().filter((id) => id !== null)
      expect(added).toHaveLength(180)
      const words = await left.database.selectFrom('person_words').select('person_id').distinct().execute()
      expect(words.map(({ person_id }) => person_id).sort()).toEqual(added.toSorted())
    })
  })
})

const nobody = { displayName: 'A', email: null, cellPhone: null, locationId: null, passwordHash: null }

async function administrators(world: TestWorld, organizationId: string, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, (_, at) => ({
    ...nobody,
    organizationId,
    userName: `ADMIN${at}`,
    passwordHash: 'hash',
  }))
  const ids = (await insertPeople(world, people)) as string[]
  for (const personId of ids)
    for (const right of ['Administer Users', 'View Audit'] as const)
      await grantRight(world, { organizationId, personId, right })
  return ids
}

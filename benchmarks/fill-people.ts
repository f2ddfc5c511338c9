import { join } from 'node:path'
import { insertPeople, type NewPerson } from '../server/features/people/people.store.ts'
import { systemClock } from '../server/tools/clock.ts'
import { openDatabase } from '../server/tools/database/open.ts'
import { systemRandom } from '../server/tools/random.ts'

const atOnce = 1_000
const firstNames = ['Ann', 'Bill', 'Carol', 'Dana', 'Elena', 'Frank', 'Grace', 'Hugo', 'Ines', 'Jan']

/** Adds people to the sample agency of a stopped server; tells the id of one in the middle of the list. */
export async function fillPeople(dataFolder: string, people: number): Promise<string> {
  const database = openDatabase(`sqlite:${join(dataFolder, 'doorward.db')}`)
  const { id: organizationId } = await database
    .selectFrom('organizations')
    .select('id')
    .executeTakeFirstOrThrow()
  await database.transaction().execute(async (database) => {
    const world = { database, clock: systemClock, random: systemRandom }
    for (let from = 0; from < people; from += atOnce)
      await insertPeople(
        world,
        Array.from({ length: Math.min(atOnce, people - from) }, (_, at) => member(organizationId, from + at)),
      )
  })
  const { id } = await database
    .selectFrom('people')
    .select('id')
    .where('user_name', '=', `U${people / 2}`)
    .executeTakeFirstOrThrow()
  await database.destroy()
  return id
}

function member(organizationId: string, at: number): NewPerson {
  const userName = `U${at}`
  return {
    organizationId,
    userName,
    displayName: `${firstNames[at % 10]} Family${Math.floor(at / 10) % 400}`,
    email: `${userName.toLowerCase()}@harbor.example`,
    cellPhone: at % 10 === 0 ? null : `+1202${String(5_000_000 + at)}`,
    locationId: null,
    passwordHash: null,
  }
}

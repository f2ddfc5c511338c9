import type { Tables } from '../../../tools/database/tables.ts'
import type { World } from '../../../tools/world.ts'
import { withoutThePerson } from './what-the-audit-keeps.ts'

type Writes = Pick<World, 'database'>

interface Erased {
  personId: string
  pseudonym: string
}

type Erasing = (world: Writes, erased: Erased) => Promise<unknown>

/**
 * What becomes of each table's rows of a person, in the order in which they go: what points at others before what it points
 * at. A new table does not compile until somebody has said it.
 */
const erasing: Readonly<Record<keyof Tables, Erasing | 'holds nobody'>> = {
  links: goes('links'),
  messages: goes('messages'),
  challenges: goes('challenges'),
  sign_ins: goes('sign_ins'),
  sessions: goes('sessions'),
  connections: goes('connections'),
  // It stays recognized for the colleagues who use it.
  machines: ({ database }, { personId }) =>
    database
      .updateTable('machines')
      .set({ recognized_by: null })
      .where('recognized_by', '=', personId)
      .execute(),
  reset_grants: async (world, erased) => {
    await goes('reset_grants')(world, erased)
    await openedByPseudonym(world, erased)
  },
  factors: goes('factors'),
  method_limits: goes('method_limits'),
  person_rights: goes('person_rights'),
  person_words: goes('person_words'),
  people: ({ database }, { personId }) => database.deleteFrom('people').where('id', '=', personId).execute(),
  audit: becomesPseudonym,
  organizations: 'holds nobody',
  preferences: 'holds nobody',
  locations: 'holds nobody',
  // A keyed digest that runs out.
  pauses: 'holds nobody',
  epochs: 'holds nobody',
  sealing_keys: 'holds nobody',
  copy_progress: 'holds nobody',
}

/** In the caller's transaction, the person held and all that rests on them ended. */
export async function eraseRows(world: Writes, erased: Erased): Promise<void> {
  for (const erase of Object.values(erasing)) if (erase !== 'holds nobody') await erase(world, erased)
}

type OfPerson = {
  [Name in keyof Tables]: Tables[Name] extends { person_id: string | null } ? Name : never
}[keyof Tables]

function goes(table: Exclude<OfPerson, 'audit'>): Erasing {
  return ({ database }, { personId }) =>
    database
      .deleteFrom(table as 'sessions')
      .where('person_id', '=', personId)
      .execute()
}

function openedByPseudonym({ database }: Writes, { personId, pseudonym }: Erased) {
  return database
    .updateTable('reset_grants')
    .set({ opened_by: pseudonym })
    .where('opened_by', '=', personId)
    .execute()
}

const entriesAtOnce = 500

/** What the person did to others stays as it is, but for who did it and from where. */
async function becomesPseudonym({ database }: Writes, { personId, pseudonym }: Erased): Promise<void> {
  await database
    .updateTable('audit')
    .set({ actor_id: pseudonym, address: null })
    .where('actor_id', '=', personId)
    .execute()
  for (;;) {
    const about = await database
      .selectFrom('audit')
      .select(['id', 'actor_id', 'address', 'data'])
      .where('person_id', '=', personId)
      .limit(entriesAtOnce)
      .execute()
    for (const { id, actor_id, address, data } of about)
      await database
        .updateTable('audit')
        .set({
          person_id: pseudonym,
          data: JSON.stringify(withoutThePerson(JSON.parse(data))),
          facts: null,
          // Nobody known did it, so it is where the person was, or whoever tried their name.
          address: actor_id === null ? null : address,
        })
        .where('id', '=', id)
        .execute()
    if (about.length < entriesAtOnce) return
  }
}

import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import type { World } from '../../tools/world.ts'
import { type Findable, personWords } from './person-words.ts'

type Writes = Pick<World, 'database'>
type FindablePerson = Findable & { id: Id<'person'>; organizationId: Id<'organization'> }

const rowsAtOnce = 200

/** Makes people found by their words; in the transaction that writes them. */
export async function insertWords(world: Writes, people: readonly FindablePerson[]): Promise<void> {
  const rows = people.flatMap((person) =>
    personWords(person).map((word) => ({
      person_id: person.id,
      word,
      organization_id: person.organizationId,
      display_name_key: nameKey(person.displayName),
    })),
  )
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await world.database
      .insertInto('person_words')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** After a change of what a person is found by. */
export async function replaceWords(world: Writes, person: FindablePerson): Promise<void> {
  await world.database.deleteFrom('person_words').where('person_id', '=', person.id).execute()
  await insertWords(world, [person])
}

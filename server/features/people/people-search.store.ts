import { type SqlBool, sql } from 'kysely'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import {
  filterConditions,
  hasWord,
  type ListedPerson,
  type PeopleFilter,
  toListed,
} from './listed-person.store.ts'
import type { WordRange } from './person-words.ts'

type Reads = Pick<World, 'database'>

export interface PeopleSearch extends PeopleFilter {
  organizationId: Id<'organization'>
  /** The first leads; the others are asked of each person it leads to. */
  words: readonly [WordRange, ...WordRange[]]
  after: WordPlace | undefined
  limit: number
}

/** Where the index of words goes on. */
export interface WordPlace {
  word: string
  display_name_key: string
  person_id: Id<'person'>
}

/**
 * A page of those who are found, by the word that was found and then by name: it is read off the index of words, so that
 * neither many people nor many who are found make it dearer.
 */
export async function searchPeople(world: Reads, search: PeopleSearch): Promise<ListedPerson[]> {
  const { organizationId, words, after, limit } = search
  const [lead, ...others] = words
  let found = world.database
    .selectFrom('person_words as found')
    .innerJoin('people', 'people.id', 'found.person_id')
    .leftJoin('locations', 'locations.id', 'people.location_id')
    .selectAll('people')
    .select('locations.name as location_name')
    .where('found.organization_id', '=', organizationId)
    .where(after ? isBeyond(after) : sql<SqlBool>`found.word >= ${lead.from}`)
    .where('found.word', '<', lead.before)
    .where(isFirstOf(lead))
    .orderBy('found.word')
    .orderBy('found.display_name_key')
    .orderBy('found.person_id')
  for (const word of others) found = found.where(hasWord(organizationId, word))
  for (const condition of filterConditions(search)) found = found.where(condition)
  return (await found.limit(limit).execute()).map(toListed)
}

/** Undefined where the person is not found by this word. */
export async function findWordPlace(
  world: Reads,
  {
    organizationId,
    personId,
    word,
  }: { organizationId: Id<'organization'>; personId: Id<'person'>; word: WordRange },
): Promise<WordPlace | undefined> {
  return world.database
    .selectFrom('person_words')
    .select(['word', 'display_name_key', 'person_id'])
    .where('person_id', '=', personId)
    .where('organization_id', '=', organizationId)
    .where('word', '>=', word.from)
    .where('word', '<', word.before)
    .orderBy('word')
    .limit(1)
    .executeTakeFirst()
}

/** Somebody with several such words is shown at the first. */
function isFirstOf({ from }: WordRange) {
  return sql<SqlBool>`not exists (select 1 from person_words as earlier where earlier.person_id = found.person_id
    and earlier.organization_id = found.organization_id and earlier.word >= ${from} and earlier.word < found.word)`
}

/** Instead of the beginning of the range, not beside it: of two beginnings SQLite would take the earlier. */
function isBeyond({ word, display_name_key, person_id }: WordPlace) {
  return sql<SqlBool>`(found.word, found.display_name_key, found.person_id)
    > (${word}, ${display_name_key}, ${person_id})`
}

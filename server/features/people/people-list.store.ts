import { type Expression, type SqlBool, sql } from 'kysely'
import type { PersonOrder } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { PersonRow } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'
import {
  filterConditions,
  hasWord,
  type ListedPerson,
  type PeopleFilter,
  selectListed,
  toListed,
} from './listed-person.store.ts'
import { soughtWords, type WordRange } from './person-words.ts'

type Reads = Pick<World, 'database'>

export interface PeopleQuery extends PeopleFilter {
  organizationId: Id<'organization'>
  search: string
  order: PersonOrder
  /** The person after whom the page begins. */
  after: Pick<PersonRow, 'id' | OrderColumn> | undefined
  limit: number
}

type OrderColumn = 'display_name_key' | 'user_name_key' | 'last_sign_in_key'

/**
 * A page of people in an order, at a cost that does not grow with their number where nothing is sought. A rare word leads to its few people, who are then
 * sorted; where every word is common, the list is walked in its order and each person is asked for the words.
 */
export async function listPeople(world: Reads, query: PeopleQuery): Promise<ListedPerson[]> {
  const words = await fromRareToCommon(world, query)
  const isRare = words.length > 0 && words[0]!.people < mostGathered
  let people = selectPeople(world, query, isRare)
  words.forEach((word, at) => {
    people = people.where(
      at === 0 && isRare ? isAmongThose(query.organizationId, word) : hasWord(query.organizationId, word),
    )
  })
  return (await people.limit(query.limit).execute()).map(toListed)
}

/** Where the list goes on after a person; undefined for another organization's. */
export async function findPlace(
  world: Reads,
  organizationId: Id<'organization'>,
  id: Id<'person'>,
): Promise<PeopleQuery['after']> {
  return world.database
    .selectFrom('people')
    .select(['id', 'display_name_key', 'user_name_key', 'last_sign_in_key'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** So many people are looked up and sorted faster than their like is met by walking through a hundred thousand. */
const mostGathered = 2000

async function fromRareToCommon(world: Reads, { organizationId, search }: PeopleQuery) {
  const words = []
  for (const word of soughtWords(search))
    words.push({ ...word, people: await count(world, organizationId, word) })
  return words.sort((left, right) => left.people - right.people)
}

async function count(
  { database }: Reads,
  organizationId: Id<'organization'>,
  word: WordRange,
): Promise<number> {
  const some = database
    .selectFrom('person_words')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .where('word', '>=', word.from)
    .where('word', '<', word.before)
    .limit(mostGathered)
  const { found } = await database
    .selectFrom(some.as('some'))
    .select((row) => row.fn.countAll<number>().as('found'))
    .executeTakeFirstOrThrow()
  return found
}

function isAmongThose(organizationId: Id<'organization'>, { from, before }: WordRange) {
  return sql<SqlBool>`people.id in (select person_id from person_words
    where organization_id = ${organizationId} and word >= ${from} and word < ${before})`
}

type Order = { key: Expression<unknown>; place: (after: NonNullable<PeopleQuery['after']>) => unknown }

const orders: Readonly<Record<'name' | 'user-name' | 'last-sign-in', Order>> = {
  name: { key: sql`people.display_name_key`, place: (after) => after.display_name_key },
  'user-name': { key: sql`people.user_name_key`, place: (after) => after.user_name_key },
  'last-sign-in': { key: sql`people.last_sign_in_key`, place: (after) => after.last_sign_in_key },
}

function selectPeople(world: Reads, query: PeopleQuery, isRare: boolean) {
  const { organizationId, order, after } = query
  const falls = order.startsWith('-')
  const { key, place } = orders[order.replace(/^-/, '') as keyof typeof orders]
  // Nothing is added where the words lead the way: it keeps the engine from walking the whole organization instead.
  const organization = isRare ? sql`people.organization_id || ''` : sql`people.organization_id`
  let people = selectListed(world)
    .where(organization, '=', organizationId)
    .orderBy(key, falls ? 'desc' : 'asc')
    .orderBy('people.id', falls ? 'desc' : 'asc')
  for (const condition of filterConditions(query)) people = people.where(condition)
  if (!after) return people
  const beyond = sql.raw(falls ? '<' : '>')
  return people.where(sql<SqlBool>`(${key}, people.id) ${beyond} (${place(after)}, ${after.id})`)
}

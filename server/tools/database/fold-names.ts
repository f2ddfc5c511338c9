import { type Kysely, sql } from 'kysely'
import { nameKey } from '../../base/name-key.ts'

const rowsAtOnce = 500

/** What 0005 does once: keys of names that an earlier fold made are made again, so that everybody is found as before. */
export async function foldNames(database: Kysely<unknown>): Promise<void> {
  await foldKey(database, { table: 'organizations', name: 'name', key: 'name_key', within: null })
  await foldKey(database, { table: 'locations', name: 'name', key: 'name_key', within: 'organization_id' })
  await foldKey(database, {
    table: 'people',
    name: 'user_name',
    key: 'user_name_key',
    within: 'organization_id',
  })
  await foldDisplayNames(database)
  await addPlainWords(database)
}

interface Folded {
  table: string
  name: string
  key: string
  /** Among whose rows the key stands once. */
  within: string | null
}

/** Of two names that have become one the later keeps its key: an administrator sees both and changes one. */
async function foldKey(database: Kysely<unknown>, { table, name, key, within }: Folded): Promise<void> {
  for await (const { id, name: text, key: old } of rowsOf(database, { table, name, key })) {
    const folded = nameKey(text)
    if (folded === old) continue
    const same = within ? sql`and other.${sql.ref(within)} = ${sql.table(table)}.${sql.ref(within)}` : sql``
    await sql`update ${sql.table(table)} set ${sql.ref(key)} = ${folded} where id = ${id} and not exists (
      select 1 from ${sql.table(table)} as other where other.${sql.ref(key)} = ${folded} ${same})`.execute(
      database,
    )
  }
}

/** Many may share one; their words stand beside it. */
async function foldDisplayNames(database: Kysely<unknown>): Promise<void> {
  const people = { table: 'people', name: 'display_name', key: 'display_name_key' }
  for await (const { id, name, key } of rowsOf(database, people)) {
    const folded = nameKey(name)
    if (folded === key) continue
    await sql`update people set display_name_key = ${folded} where id = ${id}`.execute(database)
    await sql`update person_words set display_name_key = ${folded} where person_id = ${id}`.execute(database)
  }
}

interface Named {
  id: string
  name: string
  key: string
}

async function* rowsOf(
  database: Kysely<unknown>,
  { table, name, key }: Omit<Folded, 'within'>,
): AsyncGenerator<Named> {
  for (let after = ''; ; ) {
    const { rows } = await sql<Named>`select id, ${sql.ref(name)} as name, ${sql.ref(key)} as key
      from ${sql.table(table)} where id > ${after} order by id limit ${sql.lit(rowsAtOnce)}`.execute(database)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < rowsAtOnce) return
    after = last.id
  }
}

interface Word {
  person_id: string
  organization_id: string
  display_name_key: string
  word: string
}

/** Words were kept with their apostrophes and are looked for without: each gets its plain form beside it. */
async function addPlainWords(database: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Word>`select person_id, organization_id, display_name_key, word from person_words
    where word like '%039%' or word like '%226128%'`.execute(database)
  for (const row of rows) {
    const plain = written(nameKey(read(row.word)).replaceAll("'", ''))
    if (plain === '' || plain === row.word) continue
    await sql`insert into person_words (person_id, organization_id, display_name_key, word)
      values (${row.person_id}, ${row.organization_id}, ${row.display_name_key}, ${plain})
      on conflict do nothing`.execute(database)
  }
}

/** Words are kept as three digits for each octet. */
function read(word: string): string {
  return Buffer.from((word.match(/\d{3}/g) ?? []).map(Number)).toString('utf8')
}

function written(text: string): string {
  return [...Buffer.from(text)].map((octet) => String(octet).padStart(3, '0')).join('')
}

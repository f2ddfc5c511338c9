import { type Kysely, SqliteAdapter, sql } from 'kysely'
import { foldNames } from '../fold-names.ts'

/** What use has shown to be missing. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database

  // What a decision was made from, so that it can be made again. Null where it was made before this.
  await schema.alterTable('sign_ins').addColumn('facts', 'text').execute()
  await schema.alterTable('audit').addColumn('facts', 'text').execute()

  // What one's own reset removed, until it is spent.
  await schema.alterTable('reset_grants').addColumn('removed_sealed', 'text').execute()

  // A password handed over on paper, until it is chosen anew.
  await schema.alterTable('people').addColumn('first_password_hash', 'text').execute()
  await schema.alterTable('people').addColumn('first_password_until', 'bigint').execute()

  // Each browser and system that a machine was proved with (R4.5), a line each.
  await schema
    .alterTable('machines')
    .addColumn('proved_as', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await sql`update machines set proved_as = browser || ${'\t'} || system || ${'\n'} where recognized_at is not null`.execute(
    database,
  )

  await schema
    .createIndex('audit_by_event')
    .on('audit')
    .columns(['organization_id', 'event', 'at', 'id'])
    .execute()

  // How far an import of people has come, also one whose server was ended in the middle of it.
  await schema
    .createTable('imports')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organizations.id'))
    .addColumn('lines', 'integer', (c) => c.notNull())
    .addColumn('done', 'integer', (c) => c.notNull())
    .addColumn('added', 'integer', (c) => c.notNull())
    .addColumn('begun_at', 'bigint', (c) => c.notNull())
    .addColumn('touched_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .execute()
  await schema.createIndex('imports_by_age').on('imports').columns(['organization_id', 'begun_at']).execute()
  await schema.createIndex('imports_by_touch').on('imports').columns(['touched_at']).execute()

  // What failed and can be sent again, until it is dead; few at any time.
  await sql`create index messages_failed on messages (drop_at) where state = 'failed' and content_sealed <> ''`.execute(
    database,
  )

  // 1 where trial mode made it: trial mode opens no database of anybody else.
  await schema
    .alterTable('organizations')
    .addColumn('is_sample', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()

  // One row, written now and then to see whether anything can be written.
  await schema
    .createTable('write_probes')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()

  // Bounds that slide, in place of pauses that only grow. `pauses` stays for nodes that do not know them yet.
  await schema
    .createTable('taken_limits')
    .addColumn('subject', 'text', (c) => c.primaryKey())
    .addColumn('free_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('taken_limits_by_end').on('taken_limits').columns(['free_at']).execute()
  await schema.alterTable('sign_ins').addColumn('known_machine_id', 'text').execute()

  await foldNames(database)

  // In the end: every column is there by now.
  await tieTables(database)
}

type Removal = 'no action' | 'cascade' | 'set null'

/** A column that names a row of another table, and what becomes of its own row when that one goes. */
type Tie = readonly [column: string, of: string, removal: Removal]

/** What others belong to stands first. The audit is missing: it outlives whatever it tells of. */
const ties: readonly (readonly [table: string, ties: readonly Tie[]])[] = [
  ['preferences', [['organization_id', 'organizations', 'no action']]],
  ['locations', [['organization_id', 'organizations', 'no action']]],
  [
    'people',
    [
      ['organization_id', 'organizations', 'no action'],
      ['location_id', 'locations', 'set null'],
    ],
  ],
  ['person_words', [['person_id', 'people', 'cascade']]],
  ['person_rights', [['person_id', 'people', 'cascade']]],
  ['factors', [['person_id', 'people', 'cascade']]],
  ['method_limits', [['person_id', 'people', 'cascade']]],
  [
    'machines',
    [
      ['organization_id', 'organizations', 'no action'],
      ['location_id', 'locations', 'set null'],
      ['recognized_by', 'people', 'set null'],
    ],
  ],
  [
    'connections',
    [
      ['person_id', 'people', 'cascade'],
      ['machine_id', 'machines', 'cascade'],
    ],
  ],
  [
    'sessions',
    [
      ['person_id', 'people', 'cascade'],
      ['machine_id', 'machines', 'set null'],
      ['connection_id', 'connections', 'set null'],
    ],
  ],
  ['reset_grants', [['person_id', 'people', 'cascade']]],
  [
    'sign_ins',
    [
      ['person_id', 'people', 'cascade'],
      ['grant_id', 'reset_grants', 'set null'],
      ['known_machine_id', 'machines', 'set null'],
    ],
  ],
  [
    'challenges',
    [
      ['person_id', 'people', 'cascade'],
      ['sign_in_id', 'sign_ins', 'cascade'],
      ['session_id', 'sessions', 'cascade'],
    ],
  ],
  [
    'links',
    [
      ['organization_id', 'organizations', 'no action'],
      ['person_id', 'people', 'cascade'],
    ],
  ],
  [
    'messages',
    [
      ['organization_id', 'organizations', 'no action'],
      ['person_id', 'people', 'cascade'],
    ],
  ],
]

/** So that whoever removes a row need not look through all that might have named it. */
const named: readonly (readonly [table: string, column: string])[] = [
  ['people', 'location_id'],
  ['machines', 'location_id'],
  ['sessions', 'machine_id'],
  ['sessions', 'connection_id'],
  ['sign_ins', 'grant_id'],
  ['sign_ins', 'known_machine_id'],
]

async function tieTables(database: Kysely<unknown>): Promise<void> {
  const tie = database.getExecutor().adapter instanceof SqliteAdapter ? remake : addTies
  for (const [table, its] of ties) {
    for (const one of its) await mend(database, table, one)
    await tie(database, table, its)
  }
  for (const [table, column] of named)
    await sql`create index ${sql.ref(`${table}_of_${column}`)} on ${sql.table(table)} (${sql.ref(column)})
      where ${sql.ref(column)} is not null`.execute(database)
}

/** Rows that name what is gone were without effect: they go as they would have gone with it. */
async function mend(database: Kysely<unknown>, table: string, [column, of, removal]: Tie): Promise<void> {
  const strays = sql`${sql.ref(column)} is not null and not exists (
    select 1 from ${sql.table(of)} as named where named.id = ${sql.table(table)}.${sql.ref(column)})`
  if (removal === 'cascade') await sql`delete from ${sql.table(table)} where ${strays}`.execute(database)
  else if (removal === 'set null')
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = null where ${strays}`.execute(database)
  else {
    const { rows } = await sql<{
      id: string
    }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}
      where ${strays} limit 1`.execute(database)
    if (rows[0])
      throw new Error(
        `${table} holds rows of ${rows[0].id}, which is not among ${of}. Nothing was changed. Remove them, or put it back, and start again.`,
      )
  }
}

async function addTies(database: Kysely<unknown>, table: string, its: readonly Tie[]): Promise<void> {
  for (const [column, of, removal] of its)
    await database.schema
      .alterTable(table)
      .addForeignKeyConstraint(`${table}_${column}`, [column], of, ['id'])
      .onDelete(removal)
      .execute()
}

/** SQLite ties a table only as it is made: a new one takes the rows and the name. */
async function remake(database: Kysely<unknown>, table: string, its: readonly Tie[]): Promise<void> {
  const { rows: made } = await sql<{ type: string; text: string }>`select type, sql as text from sqlite_master
    where tbl_name = ${table} and sql is not null order by type desc`.execute(database)
  const clauses = its.map(
    ([column, of, removal]) =>
      `constraint "${table}_${column}" foreign key ("${column}") references "${of}" ("id") on delete ${removal}`,
  )
  await sql`alter table ${sql.table(table)} rename to untied`.execute(database)
  for (const { type, text } of made)
    if (type === 'table')
      await sql.raw(`${text.slice(0, text.lastIndexOf(')'))}, ${clauses.join(', ')})`).execute(database)
  await sql`insert into ${sql.table(table)} select * from untied`.execute(database)
  await sql`drop table untied`.execute(database)
  for (const { type, text } of made) if (type === 'index') await sql.raw(text).execute(database)
}

import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterEach, expect, it } from 'vitest'
import { soughtWords } from '../../server/features/people/person-words.ts'
import { engineOf } from '../../server/tools/database/engine.ts'
import { history } from '../../server/tools/database/migrate.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'

onBothEngines('a migration', (open) => {
  const databases: Database[] = []
  async function newDatabase(): Promise<Database> {
    const database = openDatabase(await open(), 1)
    databases.push(database)
    return database
  }
  afterEach(async () => {
    for (const database of databases.splice(0)) await database.destroy()
  })

  it('that is cut off leaves nothing behind, and the next start does it whole', async () => {
    const database = await newDatabase()
    let isCutOff = true
    async function up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('halves').addColumn('id', 'text').execute()
      if (isCutOff) throw new Error('cut off')
      await database.schema.createTable('wholes').addColumn('id', 'text').execute()
    }
    const migrator = new Migrator({
      db: database,
      provider: { getMigrations: async () => ({ first: { up } }) },
      migrationTableName: 'tried',
      migrationLockTableName: 'tried_lock',
    })
    expect(await migrator.migrateToLatest()).toMatchObject({ error: new Error('cut off') })
    isCutOff = false
    expect(await migrator.migrateToLatest()).toMatchObject({ results: [{ status: 'Success' }] })
    expect((await sql`select * from wholes`.execute(database)).rows).toEqual([])
  })

  it('ties every column that names a row, or says why not', async () => {
    const database = await newDatabase()
    const tables = (await database.introspection.getTables()).flatMap(({ name, columns }) =>
      columns.map((column) => `${name}.${column.name}`),
    )
    const naming = tables.filter((column) => /_id$|_by$/.test(column))
    expect([...(await tiesOf(database)), ...untied].sort()).toEqual(naming.sort())
  })

  it('a machine and a person let go of a location that is removed (A17)', async () => {
    const database = await newDatabase()
    await plant(database, { locations: ['loc_a'], people: ['per_a'], machines: ['mac_a'] })
    await database.updateTable('people').set({ location_id: 'loc_a' }).execute()
    await database.updateTable('machines').set({ location_id: 'loc_a' }).execute()
    await database.deleteFrom('locations').execute()
    for (const table of ['people', 'machines'] as const)
      expect(await database.selectFrom(table).select('location_id').execute()).toEqual([
        { location_id: null },
      ])
  })

  it('whoever goes takes along what was theirs, and the audit stays', async () => {
    const database = await newDatabase()
    await plant(database, {
      ...{ people: ['per_a', 'per_b'], machines: ['mac_a'], connections: ['con_a'] },
      ...{ sessions: ['ses_a'], signIns: ['sig_a'] },
    })
    await database.updateTable('sessions').set({ machine_id: 'mac_a', connection_id: 'con_a' }).execute()
    await database.updateTable('machines').set({ recognized_by: 'per_a' }).execute()
    await sql`insert into audit (id, organization_id, at, person_id, event, data)
      values ('aud_a', 'org_a', 1, 'per_a', 'signed-in', '{}')`.execute(database)
    await database.deleteFrom('people').where('id', '=', 'per_a').execute()
    for (const table of ['sessions', 'sign_ins', 'connections'] as const)
      expect(await database.selectFrom(table).select('id').execute()).toEqual([])
    expect(await database.selectFrom('machines').select('recognized_by').execute()).toEqual([
      { recognized_by: null },
    ])
    expect(await database.selectFrom('audit').select('person_id').execute()).toEqual([{ person_id: 'per_a' }])
  })

  it('old rows that name what is gone go as they would have gone with it; the others stay as they were', async () => {
    const database = await oldDatabase()
    await sql`insert into machines (id, organization_id, cookie_hash, location_id, browser, system, last_used_at, created_at)
      values ('mac_a', 'org_a', 'a', 'loc_gone', 'Chrome', 'Windows', 1, 1)`.execute(database)
    for (const person of ['per_a', 'per_gone'])
      await sql`insert into connections (id, organization_id, person_id, machine_id, network, browser, system, last_used_at, created_at)
        values (${`con_of_${person}`}, 'org_a', ${person}, 'mac_a', 'x', 'Chrome', 'Windows', 7, 1)`.execute(
        database,
      )
    await tied(database)
    expect(await database.selectFrom('machines').select(['id', 'location_id']).execute()).toEqual([
      { id: 'mac_a', location_id: null },
    ])
    expect(await database.selectFrom('connections').select(['id', 'last_used_at']).execute()).toEqual([
      { id: 'con_of_per_a', last_used_at: 7 },
    ])
  })

  it('old rows of an organization that is not there are told, and nothing is changed', async () => {
    const database = await oldDatabase()
    await sql`insert into preferences (organization_id, code, value) values ('org_gone', 'UMA', 'on')`.execute(
      database,
    )
    await expect(tied(database)).rejects.toThrow(
      'preferences holds rows of org_gone, which is not among organizations. Nothing was changed.',
    )
    expect(await tiesOf(database)).toEqual([])
  })

  it('names that an older fold compared are found by the new one (C13)', async () => {
    const database = await oldDatabase()
    const older = (text: string) =>
      [...Buffer.from(text)].map((octet) => String(octet).padStart(3, '0')).join('')
    await database
      .updateTable('people')
      .set({
        user_name: 'o\u2019brien',
        user_name_key: 'o\u2019brien',
        display_name: 'Sean O\u2019Brien',
        display_name_key: 'sean o\u2019brien',
      })
      .execute()
    const row = { person_id: 'per_a', organization_id: 'org_a', display_name_key: 'sean o\u2019brien' }
    for (const word of ['sean', 'o\u2019brien', 'o', 'brien', "d'angelo"])
      await database
        .insertInto('person_words')
        .values({ ...row, word: older(word) })
        .execute()
    await tied(database)
    expect(
      await database.selectFrom('people').select(['user_name_key', 'display_name_key']).execute(),
    ).toEqual([{ user_name_key: "o'brien", display_name_key: "sean o'brien" }])
    const words = await database.selectFrom('person_words').selectAll().execute()
    const kept = words.map(({ word }) => word)
    for (const sought of ["o'brien", 'o\u2019brien', 'obrien', "d'angelo", 'sean'])
      for (const { from } of soughtWords(sought)) expect(kept).toContain(from)
    expect(new Set(words.map(({ display_name_key }) => display_name_key))).toEqual(new Set(["sean o'brien"]))
  })

  it('of two user names that have become one the later keeps its key (C13)', async () => {
    const database = await oldDatabase()
    for (const [id, name] of [
      ['per_b', "o'brien"],
      ['per_c', 'o\u2019brien'],
    ] as const)
      await database
        .insertInto('people')
        .values({
          ...{ id, organization_id: 'org_a', user_name: name, user_name_key: name },
          ...{ display_name: id, display_name_key: id, active: 1, last_sign_in_key: 0, created_at: 1 },
        })
        .execute()
    await tied(database)
    expect(
      (await database.selectFrom('people').select('user_name_key').orderBy('id').execute()).map(
        ({ user_name_key }) => user_name_key,
      ),
    ).toEqual(['per_a', "o'brien", 'o\u2019brien'])
  })

  it('the indexes and the limits of a table are the same after it was tied', async () => {
    const database = await oldDatabase()
    const before = await indexesOf(database)
    await tied(database)
    expect(await indexesOf(database)).toEqual(expect.arrayContaining(before))
    await expect(plant(database, { organizations: ['org_a'] })).rejects.toThrow(/unique/i)
  })

  /** As it was before the tables were tied, with one organization and one person in it. */
  async function oldDatabase(): Promise<Database> {
    const database = openDatabase(await open(false), 1)
    databases.push(database)
    for (const name of Object.keys(history).filter((name) => name < tying)) await history[name]!.up(database)
    await plant(database, { people: ['per_a'] })
    return database
  }
})

const tying = '0005-met-in-use'

const tied = (database: Database) =>
  database.transaction().execute((database) => history[tying]!.up(database))

/** What names no row, or one that need not be there: history, and the organization of what hangs on a person. */
const untied = [
  ...['actor_id', 'organization_id', 'person_id'].map((column) => `audit.${column}`),
  'reset_grants.opened_by',
  'sessions.let_through_by',
  ...['person_words', 'person_rights', 'factors', 'method_limits', 'connections', 'sessions'].map(
    (table) => `${table}.organization_id`,
  ),
  ...['reset_grants', 'sign_ins', 'challenges', 'person_changes'].map((table) => `${table}.organization_id`),
]

async function tiesOf(database: Database): Promise<string[]> {
  const { rows } = await (engineOf(database) === 'sqlite'
    ? sql<{ tie: string }>`select m.name || '.' || f."from" as tie
        from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'`
    : sql<{
        tie: string
      }>`select table_name || '.' || column_name as tie from information_schema.key_column_usage
        natural join information_schema.table_constraints
        where constraint_type = 'FOREIGN KEY' and table_schema = current_schema()`
  ).execute(database)
  return rows.map(({ tie }) => tie)
}

async function indexesOf(database: Database): Promise<string[]> {
  const { rows } = await (engineOf(database) === 'sqlite'
    ? sql<{
        text: string
      }>`select coalesce(sql, tbl_name) as text from sqlite_master where type = 'index' order by 1`
    : sql<{
        text: string
      }>`select indexdef as text from pg_indexes where schemaname = current_schema() order by 1`
  ).execute(database)
  return rows.map(({ text }) => text)
}

import { sql } from 'kysely'
import { engineOf } from '../engine.ts'
import type { Database, Tables } from '../tables.ts'

/** What is not moved: notes about moving, and about this database's disk. */
export const unmovedNames = ['copy_progress', 'write_probes'] as const satisfies readonly (keyof Tables)[]

export type MovedName = Exclude<keyof Tables, (typeof unmovedNames)[number]>

/** In the order in which rows are written, what others belong to first. A table that is missing here does not compile. */
const primaryKeys: { readonly [Name in MovedName]: readonly (keyof Tables[Name] & string)[] } = {
  epochs: ['number'],
  sealing_keys: ['fingerprint'],
  organizations: ['id'],
  preferences: ['organization_id', 'code'],
  locations: ['id'],
  people: ['id'],
  person_words: ['person_id', 'organization_id', 'word'],
  person_rights: ['person_id', 'name'],
  factors: ['person_id', 'method'],
  method_limits: ['person_id', 'method'],
  machines: ['id'],
  connections: ['id'],
  sessions: ['id'],
  reset_grants: ['id'],
  sign_ins: ['id'],
  challenges: ['id'],
  links: ['id'],
  person_changes: ['id'],
  messages: ['id'],
  audit: ['id'],
  pauses: ['subject'],
  taken_limits: ['subject'],
  imports: ['id'],
  pending_changes: ['id'],
  groups: ['id'],
  group_members: ['group_id', 'person_id'],
  applications: ['id'],
  application_groups: ['application_id', 'group_id'],
  application_locations: ['application_id', 'location_id'],
  application_people: ['application_id', 'person_id'],
  application_uses: ['person_id', 'application_id'],
  provider_records: ['id'],
  signing_keys: ['id'],
}

export const movedNames = Object.keys(primaryKeys) as MovedName[]

export interface MovedTable {
  name: MovedName
  key: readonly string[]
  /** By name: the same on both engines, in whatever order they were made. */
  columns: readonly string[]
}

/** The tables that are there. An older schema may lack some, and some of their columns. */
export async function movedTables(database: Database): Promise<MovedTable[]> {
  const found = await ownTables(database)
  return movedNames.flatMap((name) => {
    const columns = found.get(name)
    return columns ? [{ name, key: primaryKeys[name], columns: [...columns].sort() }] : []
  })
}

/** The newest migration this database has seen; null where there is no Doorward in it. */
export async function schemaOf(database: Database): Promise<string | null> {
  return (await ownTables(database)).has('organizations')
    ? ((await migrationsIn(database)).at(-1) ?? null)
    : null
}

/** The names of all it has seen, oldest first. */
export async function migrationsIn(database: Database): Promise<string[]> {
  if (!(await ownTables(database)).has('kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database)
  return rows.map(({ name }) => name).sort()
}

/** Everything that counts belongs to an organization. */
export async function holdsData(database: Database): Promise<boolean> {
  if (!(await ownTables(database)).has('organizations')) return false
  return (await database.selectFrom('organizations').select('id').limit(1).execute()).length > 0
}

/**
 * Whether anything would be lost. Within a transaction, which nobody can write beside until it ends: in SQLite that is so
 * from its beginning.
 */
export async function holdsDataAlone(database: Database): Promise<boolean> {
  if (engineOf(database) === 'postgresql') await sql`lock table organizations`.execute(database)
  return holdsData(database)
}

/** Part of another database, of no use until the copy is finished. */
export async function hasUnfinishedCopy(database: Database): Promise<boolean> {
  if (!(await ownTables(database)).has('copy_progress')) return false
  return (await database.selectFrom('copy_progress').select('table_name').limit(1).execute()).length > 0
}

/** Names of our tables to those of their columns; in PostgreSQL other schemas may hold tables of the same names. */
async function ownTables(database: Database): Promise<Map<string, string[]>> {
  const schema = engineOf(database) === 'postgresql' ? await currentSchema(database) : undefined
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true })
  return new Map(
    tables
      .filter((table) => table.schema === schema)
      .map(({ name, columns }) => [name, columns.map((column) => column.name)]),
  )
}

async function currentSchema(database: Database): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(database)
  return rows[0]?.name
}

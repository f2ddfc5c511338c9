import type { Kysely } from 'kysely'

/** What an administrator asked for and what counts later: after a day, or once another administrator has confirmed it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('pending_changes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organizations.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('asked_by', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('asked_from', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('counts_at', 'bigint')
    .addColumn('decided_at', 'bigint')
    .execute()
  await schema
    .createIndex('pending_changes_of_person')
    .on('pending_changes')
    .columns(['person_id', 'kind'])
    .execute()
  await schema.createIndex('pending_changes_by_age').on('pending_changes').columns(['created_at']).execute()
  await schema.createIndex('pending_changes_due').on('pending_changes').columns(['counts_at']).execute()
  await schema
    .createIndex('pending_changes_of_asked_by')
    .on('pending_changes')
    .columns(['asked_by'])
    .execute()
}

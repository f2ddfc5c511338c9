import type { Kysely } from 'kysely'

/** Frozen once landed. What a restore begins, and how far an unfinished copy into this database has come. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database

  await schema
    .createTable('epochs')
    .addColumn('number', 'bigint', (c) => c.primaryKey())
    .addColumn('begun_at', 'bigint', (c) => c.notNull())
    .addColumn('cause', 'text', (c) => c.notNull())
    .execute()

  await schema
    .createTable('copy_progress')
    .addColumn('table_name', 'text', (c) => c.primaryKey())
    .addColumn('total', 'bigint', (c) => c.notNull())
    .addColumn('copied', 'bigint', (c) => c.notNull())
    .addColumn('last_key', 'text')
    .execute()
}

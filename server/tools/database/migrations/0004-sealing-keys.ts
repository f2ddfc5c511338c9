import type { Kysely } from 'kysely'

/** Frozen once landed. Which keys this data was sealed with. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('sealing_keys')
    .addColumn('fingerprint', 'text', (c) => c.primaryKey())
    .execute()
}

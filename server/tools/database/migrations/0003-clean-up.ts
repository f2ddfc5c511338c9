import { type Kysely, sql } from 'kysely'

/** Frozen once landed. What is over is found without looking at the rest. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index messages_by_end on messages (finished_at) where finished_at is not null`.execute(
    database,
  )
  await database.schema
    .createIndex('reset_grants_by_end')
    .on('reset_grants')
    .columns(['expires_at'])
    .execute()
}

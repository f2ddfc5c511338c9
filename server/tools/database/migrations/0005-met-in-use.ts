import type { Kysely } from 'kysely'

/** What use has shown to be missing. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database

  // What a decision was made from, so that it can be made again. Null where it was made before this.
  await schema.alterTable('sign_ins').addColumn('facts', 'text').execute()
  await schema.alterTable('audit').addColumn('facts', 'text').execute()

  await schema
    .createIndex('audit_by_event')
    .on('audit')
    .columns(['organization_id', 'event', 'at', 'id'])
    .execute()
}

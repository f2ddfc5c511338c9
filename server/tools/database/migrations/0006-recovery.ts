import { type Kysely, sql } from 'kysely'

/** What a link to a password may open, and what "this was not me" takes back. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database

  // A password that came by mail proves nothing more than a code that comes by mail. Null where it did not, or long ago.
  await schema.alterTable('people').addColumn('password_by_mail_at', 'bigint').execute()
  // It opens nothing until another is chosen.
  await schema.alterTable('people').addColumn('password_closed_at', 'bigint').execute()

  // Outlives `proved_at`: where the person once was, although a code is asked there again.
  await schema.alterTable('connections').addColumn('last_proved_at', 'bigint').execute()
  await sql`update connections set last_proved_at = proved_at`.execute(database)

  // What the right code leads to: a session, or the choice of a password.
  await schema
    .alterTable('sign_ins')
    .addColumn('purpose', 'text', (column) => column.notNull().defaultTo('sign-in'))
    .execute()

  // What something of a person was before a sign-in of theirs changed it.
  await schema
    .createTable('person_changes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('made_in', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('before_sealed', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createIndex('person_changes_of_person')
    .on('person_changes')
    .columns(['person_id', 'created_at'])
    .execute()
  await schema.createIndex('person_changes_by_age').on('person_changes').columns(['created_at']).execute()

  // Links to say "this was not me" live seven days, also those that are on their way.
  await sql`update links set expires_at = created_at + ${7 * 24 * 60 * 60 * 1000}
    where purpose = 'not-me' and expires_at > created_at + ${7 * 24 * 60 * 60 * 1000}`.execute(database)
}

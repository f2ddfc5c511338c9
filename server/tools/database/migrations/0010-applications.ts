import { type Kysely, sql } from 'kysely'

/** Applications, groups, who may open what, and what the OpenID Connect door keeps. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database

  await schema
    .createTable('groups')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organizations.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('name_key', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('groups_name', ['organization_id', 'name_key'])
    .execute()
  await schema
    .createTable('group_members')
    .addColumn('group_id', 'text', (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('group_members_key', ['group_id', 'person_id'])
    .execute()
  await schema
    .createIndex('group_members_by_person')
    .on('group_members')
    .columns(['person_id', 'group_id'])
    .execute()

  await schema
    .createTable('applications')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organizations.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('name_key', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('line', 'text', (c) => c.notNull())
    .addColumn('is_on', 'integer', (c) => c.notNull())
    .addColumn('for_everybody', 'integer', (c) => c.notNull())
    .addColumn('demands', 'text', (c) => c.notNull())
    // How its OpenID Connect client is registered; null where it has none.
    .addColumn('client', 'text')
    .addColumn('client_secret_hash', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('applications_name', ['organization_id', 'name_key'])
    .execute()

  for (const [table, column, of] of openers)
    await schema
      .createTable(table)
      .addColumn('application_id', 'text', (c) =>
        c.notNull().references('applications.id').onDelete('cascade'),
      )
      .addColumn(column, 'text', (c) => c.notNull().references(`${of}.id`).onDelete('cascade'))
      .addPrimaryKeyConstraint(`${table}_key`, ['application_id', column])
      .execute()
  for (const [table, column] of openers)
    await schema.createIndex(`${table}_by_${column}`).on(table).columns([column]).execute()

  // When somebody opened it last, for the order of Home.
  await schema
    .createTable('application_uses')
    .addColumn('application_id', 'text', (c) => c.notNull().references('applications.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('application_uses_key', ['person_id', 'application_id'])
    .execute()
  await schema
    .createIndex('application_uses_by_application')
    .on('application_uses')
    .columns(['application_id'])
    .execute()

  // What the provider keeps: codes, tokens, grants, requests under way. Ids and grants are hashed.
  await schema
    .createTable('provider_records')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('grant_hash', 'text')
    .addColumn('session_id', 'text', (c) => c.references('sessions.id').onDelete('cascade'))
    .addColumn('application_id', 'text', (c) => c.references('applications.id').onDelete('cascade'))
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('consumed_at', 'bigint')
    .execute()
  await schema.createIndex('provider_records_by_end').on('provider_records').columns(['expires_at']).execute()
  for (const column of ['grant_hash', 'session_id', 'application_id'])
    await sql`create index ${sql.ref(`provider_records_by_${column}`)} on provider_records (${sql.ref(column)})
      where ${sql.ref(column)} is not null`.execute(database)

  // Of the whole server: what applications check our answers with.
  await schema
    .createTable('signing_keys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('algorithm', 'text', (c) => c.notNull())
    .addColumn('key_sealed', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('signs_from', 'bigint', (c) => c.notNull())
    .execute()

  // Whoever held every right there was holds the new one too: nobody else could give it to them.
  await sql`insert into person_rights (organization_id, person_id, name)
    select organization_id, person_id, 'Administer Applications' from person_rights
    where name in ('Administer Preferences', 'Administer Users', 'Administer Machines',
      'Admin-Disable 2 Factor Authentication', 'View Audit')
    group by organization_id, person_id having count(*) = 5`.execute(database)
}

const openers = [
  ['application_groups', 'group_id', 'groups'],
  ['application_locations', 'location_id', 'locations'],
  ['application_people', 'person_id', 'people'],
] as const

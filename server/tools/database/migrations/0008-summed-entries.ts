import type { Kysely } from 'kysely'

/** What strangers fail at is one entry of a minute, a network and a person, which counts (R18.5). */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('audit')
    .addColumn('times', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await schema.alterTable('audit').addColumn('summed_as', 'text').execute()
  await schema.createIndex('audit_by_sum').on('audit').column('summed_as').unique().execute()
}

import type { Kysely } from 'kysely'

/** The key of a machine (R15.1). Machines from before have none: they are known by their cookie until the next proof. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema.alterTable('machines').addColumn('public_key', 'text').execute()
  await schema.alterTable('machines').addColumn('key_at', 'bigint').execute()
  await schema.alterTable('sign_ins').addColumn('machine_key', 'text').execute()
}

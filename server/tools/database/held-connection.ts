import type { DatabaseConnection } from 'kysely'
import type { Database } from './tables.ts'

const held = new WeakMap<Database, DatabaseConnection>()

/**
 * While `work` runs, prepared queries of this transaction go to its connection as they come. Kysely would send each only
 * after the answer to the one before; PostgreSQL takes them together.
 */
export async function holdingConnection<Result>(
  transaction: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  await transaction.getExecutor().provideConnection(async (connection) => {
    held.set(transaction, connection)
  })
  try {
    return await work()
  } finally {
    held.delete(transaction)
  }
}

export function heldConnection(database: Database): DatabaseConnection | undefined {
  return held.get(database)
}

import { sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Database } from './tables.ts'

/**
 * Brings what SQLite has written down so far to its place, while that is little: left alone it does so after thousands of
 * pages, at the commit of whoever comes then. Waits for nobody; PostgreSQL does it by itself.
 */
export async function checkpoint(database: Database): Promise<void> {
  if (engineOf(database) === 'sqlite') await sql`pragma wal_checkpoint(passive)`.execute(database)
}

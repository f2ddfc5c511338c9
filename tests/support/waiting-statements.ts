import { sql } from 'kysely'
import type { Database } from '../../server/tools/database/tables.ts'

/** How many statements wait for what another transaction holds, in a database of PostgreSQL. */
export async function waitingStatements(database: Database): Promise<number> {
  const { rows } = await sql`select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database)
  return rows.length
}

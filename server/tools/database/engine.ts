import { SqliteAdapter } from 'kysely'
import type { Database } from './tables.ts'

export type Engine = 'sqlite' | 'postgresql'

export function engineOf(database: Database): Engine {
  return database.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgresql'
}

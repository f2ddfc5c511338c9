import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { openPool } from './postgres.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Database, Tables } from './tables.ts'

const pools = new WeakMap<Database, Pool>()

/** @param url `sqlite:PATH` or `postgres://…` */
export function openDatabase(url: string, connections = 10): Database {
  if (url.startsWith('sqlite:'))
    return new Kysely<Tables>({ dialect: sqliteDialect(url.slice('sqlite:'.length)) })
  const pool = openPool(url, connections)
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(database, pool)
  return database
}

/** Connections to PostgreSQL: in use, idle, and requests that wait for one. Null on SQLite. */
export function connectionsOf(database: Database) {
  const pool = pools.get(database)
  if (!pool) return null
  return () => ({
    used: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  })
}

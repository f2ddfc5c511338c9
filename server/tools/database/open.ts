import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { openPool, type PoolLimits, usualPatience } from './postgres.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Database, Tables } from './tables.ts'

const pools = new WeakMap<Database, Pool>()

/** Waits for the database as long as it takes. @param url `sqlite:PATH` or `postgres://…` */
export function openDatabase(url: string, connections = 10): Database {
  return open(url, { connections, patience: null })
}

/** While people wait for an answer: what PostgreSQL does not answer in time fails. @param url see `openDatabase` */
export function openServingDatabase(url: string): Database {
  return open(url, { connections: 10, patience: usualPatience })
}

function open(url: string, limits: PoolLimits): Database {
  if (url.startsWith('sqlite:'))
    return new Kysely<Tables>({ dialect: sqliteDialect(url.slice('sqlite:'.length)) })
  const pool = openPool(url, limits)
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

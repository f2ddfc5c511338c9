import { Kysely } from 'kysely'
import { postgresDialect } from './postgres.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Database, Tables } from './tables.ts'

/** @param url `sqlite:PATH` or `postgres://…` */
export function openDatabase(url: string, connections = 10): Database {
  const dialect = url.startsWith('sqlite:')
    ? sqliteDialect(url.slice('sqlite:'.length))
    : postgresDialect(url, connections)
  return new Kysely<Tables>({ dialect })
}

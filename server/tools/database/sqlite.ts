import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

const keptStatements = 500

/** Kysely's SQLite dialect over Node's own SQLite. WAL and `synchronous = FULL`: what was answered is on the disk. */
export function sqliteDialect(path: string): SqliteDialect {
  const database = new DatabaseSync(path)
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;
    pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000;
    pragma wal_autocheckpoint = 4000;`)
  return new SqliteDialect({ database: withKeptStatements(database) })
}

function withKeptStatements(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(text) {
      const found = kept.get(text)
      if (found) return found
      // A write transaction takes its lock at once: a late upgrade would fail where another process writes too.
      const statement = adapt(database.prepare(text === 'begin' ? 'begin immediate' : text))
      if (text === 'rollback') guard(statement, database)
      if (kept.size >= keptStatements) kept.delete(kept.keys().next().value!)
      kept.set(text, statement)
      return statement
    },
  }
}

function adapt(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  }
}

/** On a full disk SQLite rolls back by itself; ours would find nothing then, and its complaint would hide the fault. */
function guard(rollback: SqliteStatement, database: DatabaseSync): void {
  const { run } = rollback
  rollback.run = (parameters) =>
    database.isTransaction ? run(parameters) : { changes: 0, lastInsertRowid: 0 }
}

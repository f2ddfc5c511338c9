import type { DatabaseSync, SQLInputValue, StatementResultingChanges, StatementSync } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SelectQueryNode,
} from 'kysely'
import type { Mutex } from './mutex.ts'
import type { WriteAheadLog } from './write-ahead-log.ts'

const cachedStatements = 500

export interface Parts {
  database: DatabaseSync
  log: WriteAheadLog
  mutex: Mutex
}

/**
 * One connection, which each uses in turn. The next has it as soon as a commit is written, while whoever committed waits for
 * the disk: so one `fdatasync` serves many.
 */
export function sqliteDriver({ database, log, mutex }: Parts): Driver {
  const prepare = statementsOf(database)
  return {
    async init() {},
    async acquireConnection() {
      await mutex.lock()
      return openConnection({ database, prepare, log, mutex })
    },
    beginTransaction: (connection) => (connection as SerialConnection).begin(),
    commitTransaction: (connection) => (connection as SerialConnection).commit(),
    rollbackTransaction: (connection) => (connection as SerialConnection).rollback(),
    async releaseConnection(connection) {
      ;(connection as SerialConnection).end()
    },
    async destroy() {
      await log.close()
      database.close()
    },
  }
}

interface SerialConnection extends DatabaseConnection {
  begin(): Promise<void>
  /** Waits for the disk, after the mutex is unlocked. */
  commit(): Promise<void>
  rollback(): Promise<void>
  end(): void
}

interface Prepared {
  statement: StatementSync
  givesRows: boolean
}

type Prepare = (text: string) => Prepared

function openConnection({ database, prepare, log, mutex }: Parts & { prepare: Prepare }): SerialConnection {
  let isUnlocked = false
  let hasWritten = false
  let isInTransaction = false
  /** What SQLite met last; on a full disk, say, it rolls back by itself. */
  let rolledBackBy: unknown = new Error('The transaction was rolled back')

  function end(): void {
    if (!isUnlocked) mutex.unlock()
    isUnlocked = true
  }

  /** A connection may be kept beyond a write, after which the mutex is another's. */
  async function lockAgain(): Promise<void> {
    await mutex.lock()
    isUnlocked = false
  }

  async function endDurably(): Promise<void> {
    end()
    if (hasWritten) await log.reachDisk()
  }

  const isRolledBack = () => isInTransaction && !database.isTransaction

  function run<Row>({ sql, parameters, query }: CompiledQuery): QueryResult<Row> {
    const { statement, givesRows } = prepare(sql)
    const values = parameters as SQLInputValue[]
    if (!SelectQueryNode.is(query)) hasWritten = true
    return givesRows ? { rows: statement.all(...values) as Row[] } : toResult<Row>(statement.run(...values))
  }

  return {
    async executeQuery<Row>(query: CompiledQuery) {
      if (isUnlocked) await lockAgain()
      // Each that follows would be kept, on its own.
      if (isRolledBack()) throw rolledBackBy
      let result: QueryResult<Row>
      try {
        result = run<Row>(query)
      } catch (error) {
        rolledBackBy = error
        throw error
      }
      if (!database.isTransaction && !SelectQueryNode.is(query.query)) await endDurably()
      return result
    },
    async *streamQuery() {
      yield* []
      throw new Error('Ask for all rows, or for pages of them')
    },
    async begin() {
      if (isUnlocked) await lockAgain()
      // Its lock is taken at once: a late upgrade would fail where another process writes too.
      prepare('begin immediate').statement.run()
      isInTransaction = true
    },
    async commit() {
      if (isRolledBack()) throw rolledBackBy
      prepare('commit').statement.run()
      isInTransaction = false
      await endDurably()
    },
    async rollback() {
      isInTransaction = false
      // Where SQLite did it by itself ours would find nothing, and its complaint would hide the fault.
      if (!isUnlocked && database.isTransaction) prepare('rollback').statement.run()
    },
    end,
  }
}

function toResult<Row>({ changes, lastInsertRowid }: StatementResultingChanges): QueryResult<Row> {
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

function statementsOf(database: DatabaseSync): Prepare {
  const cached = new Map<string, Prepared>()
  function prepareAnew(text: string): Prepared {
    const statement = database.prepare(text)
    return { statement, givesRows: statement.columns().length > 0 }
  }
  return (text) => {
    const prepared = cached.get(text) ?? prepareAnew(text)
    // A map remembers the order: what was used longest ago stands first.
    cached.delete(text)
    cached.set(text, prepared)
    if (cached.size > cachedStatements) cached.delete(cached.keys().next().value!)
    return prepared
  }
}

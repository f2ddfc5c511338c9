import type { DatabaseSync, SQLInputValue, StatementResultingChanges, StatementSync } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SelectQueryNode,
} from 'kysely'
import type { Turns } from './turns.ts'
import type { WriteAheadLog } from './write-ahead-log.ts'

const keptStatements = 500

export interface Parts {
  database: DatabaseSync
  log: WriteAheadLog
  turns: Turns
}

/**
 * One connection, which each uses in turn. The next has it as soon as a commit is written, while whoever committed waits for
 * the disk: so one `fdatasync` serves many.
 */
export function sqliteDriver({ database, log, turns }: Parts): Driver {
  const prepare = statementsOf(database)
  return {
    async init() {},
    async acquireConnection() {
      await turns.begin()
      return openTurn({ database, prepare, log, turns })
    },
    beginTransaction: (turn) => (turn as Turn).begin(),
    commitTransaction: (turn) => (turn as Turn).commit(),
    rollbackTransaction: (turn) => (turn as Turn).rollback(),
    async releaseConnection(turn) {
      ;(turn as Turn).end()
    },
    async destroy() {
      await log.close()
      database.close()
    },
  }
}

interface Turn extends DatabaseConnection {
  begin(): Promise<void>
  /** Waits for the disk, after the end of the turn. */
  commit(): Promise<void>
  rollback(): Promise<void>
  end(): void
}

interface Prepared {
  statement: StatementSync
  givesRows: boolean
}

type Prepare = (text: string) => Prepared

function openTurn({ database, prepare, log, turns }: Parts & { prepare: Prepare }): Turn {
  let isOver = false
  let hasWritten = false
  let isInTransaction = false
  /** What SQLite met last; on a full disk, say, it rolls back by itself. */
  let rolledBackBy: unknown = new Error('The transaction was rolled back')

  function end(): void {
    if (!isOver) turns.end()
    isOver = true
  }

  /** A connection may be kept beyond a write, whose turn is over. */
  async function goOn(): Promise<void> {
    await turns.begin()
    isOver = false
  }

  async function keep(): Promise<void> {
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
      if (isOver) await goOn()
      // Each that follows would be kept, on its own.
      if (isRolledBack()) throw rolledBackBy
      let result: QueryResult<Row>
      try {
        result = run<Row>(query)
      } catch (error) {
        rolledBackBy = error
        throw error
      }
      if (!database.isTransaction && !SelectQueryNode.is(query.query)) await keep()
      return result
    },
    async *streamQuery() {
      yield* []
      throw new Error('Ask for all rows, or for pages of them')
    },
    async begin() {
      if (isOver) await goOn()
      // Its lock is taken at once: a late upgrade would fail where another process writes too.
      prepare('begin immediate').statement.run()
      isInTransaction = true
    },
    async commit() {
      if (isRolledBack()) throw rolledBackBy
      prepare('commit').statement.run()
      isInTransaction = false
      await keep()
    },
    async rollback() {
      isInTransaction = false
      // Where SQLite did it by itself ours would find nothing, and its complaint would hide the fault.
      if (!isOver && database.isTransaction) prepare('rollback').statement.run()
    },
    end,
  }
}

function toResult<Row>({ changes, lastInsertRowid }: StatementResultingChanges): QueryResult<Row> {
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

function statementsOf(database: DatabaseSync): Prepare {
  const kept = new Map<string, Prepared>()
  function prepareAnew(text: string): Prepared {
    const statement = database.prepare(text)
    return { statement, givesRows: statement.columns().length > 0 }
  }
  return (text) => {
    const prepared = kept.get(text) ?? prepareAnew(text)
    // A map remembers the order: what was used longest ago stands first.
    kept.delete(text)
    kept.set(text, prepared)
    if (kept.size > keptStatements) kept.delete(kept.keys().next().value!)
    return prepared
  }
}

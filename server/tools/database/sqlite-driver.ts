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
    async rollbackTransaction(turn) {
      // On a full disk SQLite rolls back by itself; ours would find nothing then, and its complaint would hide the fault.
      if (!(turn as Turn).isOver() && database.isTransaction) prepare('rollback').statement.run()
    },
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
  end(): void
  isOver(): boolean
}

interface Prepared {
  statement: StatementSync
  givesRows: boolean
}

type Prepare = (text: string) => Prepared

function openTurn({ database, prepare, log, turns }: Parts & { prepare: Prepare }): Turn {
  let isOver = false
  let hasWritten = false

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

  return {
    async executeQuery<Row>({ sql, parameters, query }: CompiledQuery) {
      if (isOver) await goOn()
      const { statement, givesRows } = prepare(sql)
      const values = parameters as SQLInputValue[]
      if (SelectQueryNode.is(query)) return { rows: statement.all(...values) as Row[] }
      hasWritten = true
      const result = givesRows
        ? { rows: statement.all(...values) as Row[] }
        : toResult<Row>(statement.run(...values))
      if (!database.isTransaction) await keep()
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
    },
    commit() {
      prepare('commit').statement.run()
      return keep()
    },
    end,
    isOver: () => isOver,
  }
}

function toResult<Row>({ changes, lastInsertRowid }: StatementResultingChanges): QueryResult<Row> {
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

function statementsOf(database: DatabaseSync): Prepare {
  const kept = new Map<string, Prepared>()
  return (text) => {
    const found = kept.get(text)
    if (found) return found
    const statement = database.prepare(text)
    const prepared = { statement, givesRows: statement.columns().length > 0 }
    if (kept.size >= keptStatements) kept.delete(kept.keys().next().value!)
    kept.set(text, prepared)
    return prepared
  }
}

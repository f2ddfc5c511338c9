import {
  type CompiledQuery,
  type Insertable,
  type KyselyPlugin,
  OperationNodeTransformer,
  type SelectQueryBuilder,
  sql,
  ValueNode,
} from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { engineOf } from './engine.ts'
import { nameStatement } from './statement-names.ts'
import type { Database, Tables } from './tables.ts'

/** Stands in a query for a value that comes with each use. */
class Parameter {
  readonly name: PropertyKey
  constructor(name: PropertyKey) {
    this.name = name
  }
}

class ConstantsInText extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return node.value instanceof Parameter ? node : ValueNode.createImmediate(node.value)
  }
}

/**
 * A partial index counts only where both engines see that its condition holds; and SQLite compiles a statement anew at each
 * use whose `limit` is a parameter.
 */
const toText = new ConstantsInText()
const constantsInText: KyselyPlugin = {
  transformQuery: ({ node }) => toText.transformNode(node),
  transformResult: async ({ result }) => result,
}

type ParameterOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name]
type Compilable<Row> = { compile(): CompiledQuery<Row> }
type Build<Values, Row> = (database: Database, parameter: ParameterOf<Values>) => Compilable<Row>

export interface Prepared<Values extends object, Row> {
  (database: Database, values: Values): Promise<Row[]>
  build: Build<Values, Row>
}

/**
 * A query that is built and compiled once for each engine, and by PostgreSQL once for each connection; a use only fills in
 * its values. For what a sign-in and a session check usually ask. `build` must give the same query each time, with
 * `parameter('name')` where a value belongs; constants become part of the text.
 */
export function prepared<Values extends object, Row>(build: Build<Values, Row>): Prepared<Values, Row> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  function compile(database: Database): CompiledQuery<Row> {
    const query = build(
      database.withPlugin(constantsInText),
      (name) => new Parameter(name) as never,
    ).compile()
    nameStatement(query.sql)
    return query
  }
  async function ask(database: Database, values: Values): Promise<Row[]> {
    const engine = database.getExecutor().adapter
    const query = compiled.get(engine) ?? compile(database)
    compiled.set(engine, query)
    const parameters = query.parameters.map((one) =>
      one instanceof Parameter ? values[one.name as keyof Values] : one,
    )
    const filled = { ...query, parameters }
    const { rows } = await database.executeQuery<Row>(filled)
    return rows
  }
  return Object.assign(ask, { build })
}

// biome-ignore lint/suspicious/noExplicitAny: each has values and rows of its own
type Parts = Record<string, Prepared<any, any>>
type All<Kinds> = (Kinds extends unknown ? (kind: Kinds) => void : never) extends (all: infer Both) => void
  ? Both
  : never
type ValuesOf<Of extends Parts> = All<Parameters<Of[keyof Of]>[1]>
type RowsOf<Of extends Parts> = { [Name in keyof Of]: Awaited<ReturnType<Of[Name]>> }

/**
 * Several reads at once, whose values bear the same names. On PostgreSQL they are one statement, and see one moment; on
 * SQLite, where a statement costs no way there and back, they follow each other. What is read must fit JSON.
 */
export function together<Of extends Parts>(
  parts: Of,
): (database: Database, values: ValuesOf<Of> & object) => Promise<RowsOf<Of>> {
  const named = Object.entries(parts)
  const inOne = prepared<Row, RowsOf<Of>>(
    (database, parameter) =>
      database.selectNoFrom(
        named.map(([name, { build }]) => jsonArrayFrom(build(database, parameter) as never).as(name)),
      ) as never,
  )
  return async (database, values) => {
    if (engineOf(database) === 'postgresql') return (await inOne(database, values as Row))[0]!
    const each = named.map(async ([name, part]) => [name, await part(database, values)] as const)
    return Object.fromEntries(await Promise.all(each)) as RowsOf<Of>
  }
}

type Row = Record<string, unknown>
type Insert = (database: Database, row: Row) => Promise<unknown[]>
const inserts = new Map<keyof Tables, Insert>()

/** One whole row into its table; the statement is built once for each engine. */
export async function insertRow<Table extends keyof Tables>(
  database: Database,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<void> {
  const insert = inserts.get(table) ?? insertInto(table, Object.keys(row))
  inserts.set(table, insert)
  await insert(database, { ...row })
}

function insertInto(table: keyof Tables, columns: readonly string[]): Insert {
  return prepared<Row, unknown>((database, parameter) =>
    database
      .insertInto(table)
      .values(Object.fromEntries(columns.map((column) => [column, parameter(column)]))),
  )
}

/**
 * Of these rows the ids, taken in their order: two that want several rows of one table wait for each other in one direction
 * only, whatever way PostgreSQL finds them.
 */
export function inOrder<Table extends 'connections' | 'sessions'>(
  database: Database,
  rows: SelectQueryBuilder<Tables, Table, { id: string }>,
): SelectQueryBuilder<Tables, Table, { id: string }> {
  const sorted = rows.orderBy(sql`id`)
  return locksRows(database) ? sorted.forNoKeyUpdate() : sorted
}

/** True on PostgreSQL. On SQLite a transaction is the only writer from its beginning, so a row read in it is already held. */
export function locksRows(database: Database): boolean {
  return engineOf(database) === 'postgresql'
}

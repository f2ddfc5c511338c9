import type { CompiledQuery } from 'kysely'
import type { Database } from './tables.ts'

/** Stands in a query for a value that comes with each use. */
class Place {
  readonly name: PropertyKey
  constructor(name: PropertyKey) {
    this.name = name
  }
}

type PlaceOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name]
type Compilable<Row> = { compile(): CompiledQuery<Row> }

/**
 * A query that is built and compiled once for each engine; a use only fills in its values. For the few that every
 * sign-in makes. `build` must give the same query each time, with `place('name')` where a value belongs.
 */
export function prepared<Values extends object, Row>(
  build: (database: Database, place: PlaceOf<Values>) => Compilable<Row>,
): (database: Database, values: Values) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  return async (database, values) => {
    const engine = database.getExecutor().adapter
    const query = compiled.get(engine) ?? build(database, (name) => new Place(name) as never).compile()
    compiled.set(engine, query)
    const parameters = query.parameters.map((one) =>
      one instanceof Place ? values[one.name as keyof Values] : one,
    )
    const { rows } = await database.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}

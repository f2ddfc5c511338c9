import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { whoKnocks } from '../../server/features/credentials/knock.store.ts'
import { loadRecords } from '../../server/features/policy/facts.store.ts'
import { migrate } from '../../server/tools/database/migrate.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { testWorld } from '../support/world.ts'

const person = { id: 'per_a', organizationId: 'org_a' }
const caller = {
  address: '198.51.100.7',
  network: '198.51.100.7',
  browser: 'Chrome',
  system: 'Windows',
  machineToken: 'a machine token',
}

it('on PostgreSQL a plan that was made while there were no machines finds them by their token', async () => {
  const { url, drop } = await createTestDatabase()
  const database = openDatabase(url, 1)
  const { close, ...rest } = await testWorld()
  const world = { ...rest, database }
  try {
    await migrate(database)
    // What it comes to after five uses, at once.
    await sql`set plan_cache_mode = force_generic_plan`.execute(database)
    await loadRecords(world, person, caller)
    await whoKnocks(world, { userName: 'a', organization: undefined, caller })
    await whoKnocks(world, { userName: 'a', organization: 'b', caller })
    const plans = await plansOf(database, 'cookie_hash')
    expect(plans).toHaveLength(4)
    for (const plan of plans) {
      expect(plan).toContain('machines_cookie')
      expect(plan).not.toContain('machines_by_use')
    }
  } finally {
    await Promise.all([database.destroy(), close()])
    await drop()
  }
})

/** How this connection does what it keeps under a name. */
async function plansOf(database: Database, about: string): Promise<string[]> {
  const { rows: kept } = await sql<{ name: string; places: number }>`
    select name, cardinality(parameter_types) as places from pg_prepared_statements
    where statement like ${`%${about}%`} and name like 'doorward%'`.execute(database)
  const plans: string[] = []
  for (const { name, places } of kept) {
    const values = sql.join(Array.from({ length: places }, () => sql`null`))
    const { rows } = await sql<Record<string, string>>`explain execute ${sql.ref(name)}(${values})`.execute(
      database,
    )
    plans.push(rows.flatMap((row) => Object.values(row)).join('\n'))
  }
  return plans
}

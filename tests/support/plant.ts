import type { Database } from '../../server/tools/database/tables.ts'

/** Ids of rows that others may name. */
export interface Plants {
  organizations?: readonly string[]
  locations?: readonly string[]
  people?: readonly string[]
  machines?: readonly string[]
  connections?: readonly string[]
  sessions?: readonly string[]
  signIns?: readonly string[]
}

const surroundings = { browser: 'Chrome', system: 'Windows' }

/** Rows of the first organization and the first person, of whom nothing matters but that they are there. */
export async function plant(database: Database, plants: Plants): Promise<void> {
  const { organizations = ['org_a'], people = [], machines = [] } = plants
  const organization_id = organizations[0]!
  const person_id = people[0]!
  const named = (id: string) => ({ id, organization_id, name: id, name_key: id, created_at: 1 })
  for (const id of organizations) {
    const { organization_id: _, ...row } = named(id)
    await database.insertInto('organizations').values(row).execute()
  }
  for (const id of plants.locations ?? []) await database.insertInto('locations').values(named(id)).execute()
  for (const id of people)
    await database
      .insertInto('people')
      .values({
        ...{ id, organization_id, user_name: id, user_name_key: id, display_name: id, display_name_key: id },
        ...{ active: 1, last_sign_in_key: 0, created_at: 1 },
      })
      .execute()
  for (const id of machines)
    await database
      .insertInto('machines')
      .values({
        id,
        organization_id,
        cookie_hash: id,
        ...surroundings,
        proved_as: '',
        last_used_at: 1,
        created_at: 1,
      })
      .execute()
  const theirs = (id: string) => ({ id, organization_id, person_id, ...surroundings, created_at: 1 })
  for (const id of plants.connections ?? [])
    await database
      .insertInto('connections')
      .values({ ...theirs(id), machine_id: machines[0]!, network: id, last_used_at: 1 })
      .execute()
  for (const id of plants.sessions ?? [])
    await database
      .insertInto('sessions')
      .values({
        ...{ ...theirs(id), token_hash: id, password_at: 1, address: '198.51.100.7' },
        ...{ last_used_at: 1, idle_minutes: 30, expires_at: 1 },
      })
      .execute()
  for (const id of plants.signIns ?? [])
    await database
      .insertInto('sign_ins')
      .values({
        ...{
          ...theirs(id),
          cookie_hash: id,
          state: 'over',
          enroll_follows: 0,
          attempts: 0,
          sends: 0,
        },
        ...{ decision: '{}', address: '198.51.100.7', return_to: '/', expires_at: 1 },
      })
      .execute()
}

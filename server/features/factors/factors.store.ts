import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { prepared } from '../../tools/database/prepared.ts'
import type { FactorRow } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'
import { app } from './app/app.ts'

/** A method of a person that counts: proved once by its owner. */
export interface Factor {
  method: Method
  /** E-mail address or E.164 number; null for the app. */
  address: string | null
  readyAt: Date
}

type StoredRow = Pick<FactorRow, 'method' | 'address' | 'ready_at'>

export const factorsOf = prepared<{ personId: Id<'person'> }, StoredRow>((database, parameter) =>
  database
    .selectFrom('factors')
    .select(['method', 'address', 'ready_at'])
    .where('person_id', '=', parameter('personId')),
)

export async function loadFactors(world: Pick<World, 'database'>, personId: Id<'person'>): Promise<Factor[]> {
  return (await factorsOf(world.database, { personId })).map(toFactor)
}

export function toFactor(row: StoredRow): Factor {
  return { method: row.method as Method, address: row.address, readyAt: new Date(row.ready_at) }
}

/** The same of several people; whoever has none is not in the answer. */
export async function loadFactorsOf(
  world: Pick<World, 'database'>,
  personIds: readonly Id<'person'>[],
): Promise<Map<string, Factor[]>> {
  const rows = await world.database
    .selectFrom('factors')
    .select(['person_id', 'method', 'address', 'ready_at'])
    .where('person_id', 'in', personIds)
    .execute()
  return Map.groupBy(
    rows.map((row) => ({ personId: row.person_id, ...toFactor(row) })),
    ({ personId }) => personId,
  )
}

export interface ReadyFactor {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  method: Method
  address: string | null
  /** Base32 key of the app. */
  key: string | null
  /** The step of the code that proved it; null where none did. */
  lastStep?: number | null
}

/** What an app's key is sealed for. */
export const appKeyContext = (personId: Id<'person'>) => `app key ${personId}`

/** A method counts from now on; replaces the one of the same kind. */
export async function saveFactor(world: World, factor: ReadyFactor): Promise<void> {
  const values = {
    address: factor.address,
    key_sealed: factor.key && world.vault.seal(factor.key, appKeyContext(factor.personId)),
    last_step: factor.lastStep ?? null,
    ready_at: world.clock.now().getTime(),
  }
  await world.database
    .insertInto('factors')
    .values({
      person_id: factor.personId,
      organization_id: factor.organizationId,
      method: factor.method,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'method']).doUpdateSet(values))
    .execute()
}

/** The app's key and the newest step it was used at. */
export async function loadAppKey(
  world: World,
  personId: Id<'person'>,
): Promise<{ key: string; lastStep: number | null } | undefined> {
  const [row] = await appKeyOf(world.database, { personId })
  if (!row?.key_sealed) return undefined
  return { key: world.vault.open(row.key_sealed, appKeyContext(personId)), lastStep: row.last_step }
}

const appKeyOf = prepared<{ personId: Id<'person'> }, Pick<FactorRow, 'key_sealed' | 'last_step'>>(
  (database, parameter) =>
    database
      .selectFrom('factors')
      .select(['key_sealed', 'last_step'])
      .where('person_id', '=', parameter('personId'))
      .where('method', '=', app.method),
)

/** R5.7: an accepted step, and any earlier one, is never accepted again; whoever's UPDATE moves the step forward wins. */
export async function takeAppStep(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
  step: number,
): Promise<boolean> {
  return (await takenStep(world.database, { personId, step })).length === 1
}

const takenStep = prepared<{ personId: Id<'person'>; step: number }, { method: string }>(
  (database, parameter) =>
    database
      .updateTable('factors')
      .set({ last_step: parameter('step') })
      .where('person_id', '=', parameter('personId'))
      .where('method', '=', app.method)
      .where((row) => row.or([row('last_step', 'is', null), row('last_step', '<', parameter('step'))]))
      .returning('method'),
)

/** True where there was one. */
export async function removeFactor(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
  method: Method,
): Promise<boolean> {
  const { numDeletedRows } = await world.database
    .deleteFrom('factors')
    .where('person_id', '=', personId)
    .where('method', '=', method)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** All methods of a person; tells how many there were. */
export async function removeFactors(world: Pick<World, 'database'>, personId: Id<'person'>): Promise<number> {
  const { numDeletedRows } = await world.database
    .deleteFrom('factors')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

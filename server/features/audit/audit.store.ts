import { minute } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { insertRow, prepared } from '../../tools/database/prepared.ts'
import type { AuditRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'

/** What happened, for the audit page; `data` holds values, never a secret. */
export interface AuditEntry {
  organizationId: Id<'organization'>
  /** Who did it; null for the server itself or the command line. */
  actorId: Id<'person'> | null
  /** To whom it was done, or who signed in. */
  personId: Id<'person'> | null
  address: string | null
  event: string
  data: Record<string, unknown>
  /** What the decision in `data` was made from, as JSON (R18.1); absent where there is none. */
  facts?: string | null
}

const rowsAtOnce = 100

/** Written in the same transaction as what it tells of. */
export async function recordAudit(world: World, entry: AuditEntry): Promise<void> {
  await insertRow(world.database, 'audit', toRow(world, entry))
  world.happened(entry.event, entry.data)
}

function toRow(world: World, entry: AuditEntry): AuditRow {
  return {
    id: newId(world, 'auditEntry'),
    organization_id: entry.organizationId,
    at: world.clock.now().getTime(),
    actor_id: entry.actorId,
    person_id: entry.personId,
    event: entry.event,
    address: entry.address,
    data: JSON.stringify(entry.data),
    facts: entry.facts ?? null,
    times: 1,
    summed_as: null,
  }
}

/**
 * The same of what nobody known did: whatever is alike within a minute, from one network and against one person, is one entry,
 * which counts (R18.5). Its time and address are those of the first.
 */
export async function recordSummed(world: World, entry: AuditEntry & { network: string }): Promise<void> {
  const { organizationId, actorId, personId, event, data, network } = entry
  const minuteOf = Math.floor(world.clock.now().getTime() / minute)
  const alike = JSON.stringify([organizationId, actorId, personId, event, data, network, minuteOf])
  await summed(world.database, { ...toRow(world, entry), summed_as: world.vault.tag(alike, 'summed entry') })
  world.happened(event, data)
}

const summed = prepared<AuditRow, unknown>((database, parameter) =>
  database
    .insertInto('audit')
    .values({
      id: parameter('id'),
      organization_id: parameter('organization_id'),
      at: parameter('at'),
      actor_id: parameter('actor_id'),
      person_id: parameter('person_id'),
      event: parameter('event'),
      address: parameter('address'),
      data: parameter('data'),
      facts: parameter('facts'),
      times: parameter('times'),
      summed_as: parameter('summed_as'),
    })
    .onConflict((conflict) =>
      conflict.column('summed_as').doUpdateSet((row) => ({ times: row('audit.times', '+', 1) })),
    ),
)

/** What of these happened to a person since, and by whom; null for the server itself or the command line. */
export async function happenedTo(
  { database }: Pick<World, 'database'>,
  { personId, events, since }: { personId: Id<'person'>; events: readonly string[]; since: Date },
): Promise<Pick<AuditEntry, 'actorId' | 'data'>[]> {
  const rows = await database
    .selectFrom('audit')
    .select(['actor_id', 'data'])
    .where('person_id', '=', personId)
    .where('event', 'in', events)
    .where('at', '>', since.getTime())
    .execute()
  return rows.map(({ actor_id, data }) => ({ actorId: actor_id, data: JSON.parse(data) }))
}

/** Many at once. */
export async function recordAudits(world: World, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map((entry) => toRow(world, entry))
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await world.database
      .insertInto('audit')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
  for (const { event, data } of entries) world.happened(event, data)
}

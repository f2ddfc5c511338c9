import type { Id } from '../../base/id.ts'
import { insertRow } from '../../tools/database/prepared.ts'
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
  }
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

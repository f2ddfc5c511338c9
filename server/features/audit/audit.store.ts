import { newId, type World } from '../../tools/world.ts'

/** What happened, for the audit page; `data` holds values, never a secret. */
export interface AuditEntry {
  organizationId: string
  /** Who did it; null for the server itself or the command line. */
  actorId: string | null
  /** To whom it was done, or who signed in. */
  personId: string | null
  address: string | null
  event: string
  data: Record<string, unknown>
}

/** Written in the same transaction as what it tells of. */
export async function recordAudit(world: World, entry: AuditEntry): Promise<void> {
  await world.database
    .insertInto('audit')
    .values({
      id: newId(world, 'auditEntry'),
      organization_id: entry.organizationId,
      at: world.clock.now().getTime(),
      actor_id: entry.actorId,
      person_id: entry.personId,
      event: entry.event,
      address: entry.address,
      data: JSON.stringify(entry.data),
    })
    .execute()
}

import { sql } from 'kysely'
import type { Id } from '../../base/id.ts'
import { type PageCursor, pageOf } from '../../base/page-cursor.ts'
import type { World } from '../../tools/world.ts'

export interface Somebody {
  id: Id<'person'>
  userName: string
  displayName: string
}

/** An entry of the audit with the names of those it tells of. */
export interface ListedEntry {
  id: Id<'auditEntry'>
  at: Date
  event: string
  actor: Somebody | null
  person: Somebody | null
  address: string | null
  data: Record<string, unknown>
}

export interface AuditQuery {
  organizationId: Id<'organization'>
  after: PageCursor | undefined
  limit: number
  personId: Id<'person'> | undefined
  actorId: Id<'person'> | undefined
  event: string | undefined
  /** From this moment on. */
  from: Date | undefined
  /** Before this moment. */
  to: Date | undefined
}

type Reads = Pick<World, 'database'>

/** A page of the organization's audit, newest first. */
export async function listAudit(
  world: Reads,
  query: AuditQuery,
): Promise<{ rows: ListedEntry[]; next: string | null }> {
  const { after, limit } = query
  const rows = await entries(world, query)
    .$if(after !== undefined, (rows) =>
      rows.where((row) =>
        row.and([
          row('audit.at', '<=', after!.at),
          row.or([row('audit.at', '<', after!.at), row('audit.id', '<', after!.id)]),
        ]),
      ),
    )
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, (row) => row)
  return { rows: page.rows.map(toListed), next: page.next }
}

function entries(world: Reads, { organizationId, personId, actorId, event, from, to }: AuditQuery) {
  let rows = world.database
    .selectFrom('audit')
    // Names of this organization only, whatever an entry points at.
    .leftJoin('people as actors', (join) =>
      join
        .onRef('actors.id', '=', 'audit.actor_id')
        .onRef('actors.organization_id', '=', 'audit.organization_id'),
    )
    .leftJoin('people as persons', (join) =>
      join
        .onRef('persons.id', '=', 'audit.person_id')
        .onRef('persons.organization_id', '=', 'audit.organization_id'),
    )
    .selectAll('audit')
    .select([
      'actors.user_name as actorUserName',
      'actors.display_name as actorDisplayName',
      'persons.user_name as personUserName',
      'persons.display_name as personDisplayName',
    ])
    .where('audit.organization_id', '=', organizationId)
  if (personId) rows = rows.where('audit.person_id', '=', personId)
  if (actorId) rows = rows.where('audit.actor_id', '=', actorId)
  // Whoever is asked for has fewer entries than the event, which SQLite would go by: behind an expression it cannot.
  const among = personId || actorId ? sql<string>`audit.event || ''` : 'audit.event'
  if (event) rows = rows.where(among, '=', event)
  if (from) rows = rows.where('audit.at', '>=', from.getTime())
  if (to) rows = rows.where('audit.at', '<', to.getTime())
  return rows
}

type Row = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number]

function toListed(row: Row): ListedEntry {
  return {
    id: row.id,
    at: new Date(row.at),
    event: row.event,
    actor: somebody(row.actor_id, row.actorUserName, row.actorDisplayName),
    person: somebody(row.person_id, row.personUserName, row.personDisplayName),
    address: row.address,
    data: {
      ...(JSON.parse(row.data) as Record<string, unknown>),
      ...(row.times > 1 && { times: row.times }),
    },
  }
}

function somebody(
  id: Id<'person'> | null,
  userName: string | null,
  displayName: string | null,
): Somebody | null {
  if (id && userName && displayName) return { id, userName, displayName }
  return id?.startsWith('era_') ? erased(id) : null
}

/** One name for all entries of somebody who was erased, and not theirs (R19.9). */
function erased(id: Id<'person'>): Somebody {
  const name = `erased person ${id.slice(-6)}`
  return { id, userName: name, displayName: name }
}

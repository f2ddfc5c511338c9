import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import type { RecordedSignIn } from './replay.ts'

const atOnce = 100
/** A replay looks at no more than this many; its beginning is told. */
const most = 50_000

interface Recorded {
  /** Where the replay begins: later than asked for where there are too many. */
  since: Date
  signIns: RecordedSignIn[]
}

/** Finished sign-ins on record since a moment, oldest first, some at a time. Nothing is yielded where there are none. */
export async function* recordedSignIns(
  world: World,
  organizationId: Id<'organization'>,
  from: Date,
): AsyncGenerator<Recorded> {
  const since = await beginning(world, organizationId, from)
  let after = { at: since.getTime(), id: '' }
  for (;;) {
    const rows = await rowsAfter(world, organizationId, after)
    const last = rows.at(-1)
    if (!last) return
    yield { since, signIns: rows.flatMap(toRecorded) }
    after = last
  }
}

async function beginning(world: World, organizationId: Id<'organization'>, from: Date): Promise<Date> {
  const row = await signedIn(world, organizationId)
    .select('at')
    .where('at', '>=', from.getTime())
    .orderBy('at', 'desc')
    .offset(most)
    .limit(1)
    .executeTakeFirst()
  return row ? new Date(row.at) : from
}

async function rowsAfter(
  world: World,
  organizationId: Id<'organization'>,
  after: { at: number; id: Id<'auditEntry'> },
) {
  return signedIn(world, organizationId)
    .select(['id', 'at', 'person_id', 'data'])
    .where((row) =>
      row.and([row('at', '>=', after.at), row.or([row('at', '>', after.at), row('id', '>', after.id)])]),
    )
    .orderBy('at')
    .orderBy('id')
    .limit(atOnce)
    .execute()
}

function signedIn(world: World, organizationId: Id<'organization'>) {
  return world.database
    .selectFrom('audit')
    .where('organization_id', '=', organizationId)
    .where('event', '=', 'signed-in')
}

interface SignedInData {
  machineId?: unknown
  network?: unknown
  browser?: unknown
  system?: unknown
  method?: unknown
  machineKey?: unknown
}

/** Entries that do not say where they happened cannot be replayed. */
function toRecorded(row: { at: number; person_id: Id<'person'> | null; data: string }): RecordedSignIn[] {
  const { machineId, network, browser, system, method, machineKey } = JSON.parse(row.data) as SignedInData
  const isWhole = [row.person_id, machineId, network, browser, system].every(
    (part) => typeof part === 'string',
  )
  if (!isWhole) return []
  return [
    {
      at: new Date(row.at),
      personId: String(row.person_id),
      machineId: String(machineId),
      network: String(network),
      browser: String(browser),
      system: String(system),
      hasKey: machineKey === 'proved' || machineKey === 'registered',
      wasAsked: method !== null && method !== undefined,
    },
  ]
}

import type { Tables } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'
import { appStepAt } from '../factors/app/app-code.ts'
import { harmlessKinds } from '../messages/message-kind.ts'

type Ending = (world: World, now: number) => Promise<unknown>

/**
 * What of each table ends with an epoch, beside what `revocation/ends.ts` says. A new table does not compile until somebody
 * has said what becomes of it.
 */
const endings: Readonly<Record<keyof Tables, Ending | 'stays' | 'ends.ts'>> = {
  organizations: 'stays',
  preferences: 'stays',
  locations: 'stays',
  people: 'stays',
  person_words: 'stays',
  person_rights: 'stays',
  factors: useUpAppCodes,
  method_limits: 'stays',
  machines: 'stays',
  connections: 'stays',
  sessions: 'ends.ts',
  sign_ins: 'ends.ts',
  challenges: 'ends.ts',
  reset_grants: 'ends.ts',
  links: 'ends.ts',
  person_changes: 'stays',
  // What was stopped or withdrawn since the backup must not count after all: it is asked for anew.
  pending_changes: ({ database }, now) =>
    database
      .updateTable('pending_changes')
      .set({ decided_at: now })
      .where('decided_at', 'is', null)
      .execute(),
  messages: dropWaitingSecrets,
  audit: 'stays',
  pauses: 'stays',
  taken_limits: 'stays',
  imports: 'stays',
  epochs: 'stays',
  sealing_keys: 'stays',
  copy_progress: 'stays',
  write_probes: 'stays',
  groups: 'stays',
  group_members: 'stays',
  applications: 'stays',
  application_groups: 'stays',
  application_locations: 'stays',
  application_people: 'stays',
  application_uses: 'stays',
  provider_records: ({ database }) => database.deleteFrom('provider_records').execute(),
  signing_keys: 'stays',
}

/** In the caller's transaction; sessions, codes, links and resets end by `ends.ts`. Whoever acts on such a row later finds it over, as if it had been used. */
export async function endEverythingOneTime(world: World): Promise<void> {
  const now = world.clock.now().getTime()
  for (const ending of Object.values(endings)) if (typeof ending !== 'string') await ending(world, now)
}

/** Codes and links are dead by now. Other notices stay: better told twice than never. */
async function dropWaitingSecrets({ database }: World, now: number) {
  await database
    .updateTable('messages')
    .set({ content_sealed: '' })
    .where('state', '=', 'failed')
    .where('content_sealed', '!=', '')
    .where('kind', 'not in', harmlessKinds)
    .execute()
  return database
    .updateTable('messages')
    .set({ state: 'dropped', content_sealed: '', finished_at: now, claimed_until: 0 })
    .where('state', '=', 'waiting')
    .where('kind', 'not in', harmlessKinds)
    .execute()
}

/** A phone may be one step ahead, so the next step may have been used as well (R5.7). */
function useUpAppCodes({ database }: World, now: number) {
  const newest = appStepAt(new Date(now)) + 1
  return database
    .updateTable('factors')
    .set({ last_step: newest })
    .where('key_sealed', 'is not', null)
    .where((row) => row.or([row('last_step', 'is', null), row('last_step', '<', newest)]))
    .execute()
}

/** The number of the present epoch; 0 before the first restore, and where there is no Doorward yet. */
export async function presentEpoch({ database }: Pick<World, 'database'>): Promise<number> {
  const row = await database
    .selectFrom('epochs')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

/** Of two begun at once the second fails on the number. */
export async function insertEpoch(
  { database, clock }: Pick<World, 'database' | 'clock'>,
  { number, cause }: { number: number; cause: 'restore' | 'command' },
): Promise<void> {
  await database.insertInto('epochs').values({ number, begun_at: clock.now().getTime(), cause }).execute()
}

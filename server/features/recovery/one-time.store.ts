import type { Tables } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'
import { appStepAt } from '../factors/app-code.ts'
import { harmlessKinds } from '../messages/message-kind.ts'

type Ending = (world: World, now: number) => Promise<unknown>

/** What of each table ends with an epoch. A new table does not compile until somebody has said what becomes of it. */
const endings: Readonly<Record<keyof Tables, Ending | 'stays'>> = {
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
  sessions: endEverySession,
  sign_ins: endEverySignIn,
  challenges: closeEveryChallenge,
  reset_grants: closeEveryReset,
  links: useEveryLink,
  messages: dropWaitingSecrets,
  audit: 'stays',
  pauses: 'stays',
  epochs: 'stays',
  sealing_keys: 'stays',
  copy_progress: 'stays',
}

/** In the caller's transaction. Whoever acts on such a row later finds it over, as if it had been used. */
export async function endEverythingOneTime(world: World): Promise<void> {
  const now = world.clock.now().getTime()
  for (const ending of Object.values(endings)) if (ending !== 'stays') await ending(world, now)
}

function endEverySession({ database }: World, now: number) {
  return database.updateTable('sessions').set({ ended_at: now }).where('ended_at', 'is', null).execute()
}

function endEverySignIn({ database }: World) {
  const underWay = ['code', 'enroll', 'refused']
  return database.updateTable('sign_ins').set({ state: 'over' }).where('state', 'in', underWay).execute()
}

function closeEveryChallenge({ database }: World, now: number) {
  return database
    .updateTable('challenges')
    .set({ closed_at: now, secret_sealed: null })
    .where('closed_at', 'is', null)
    .where('consumed_at', 'is', null)
    .execute()
}

function closeEveryReset({ database }: World, now: number) {
  return database.updateTable('reset_grants').set({ spent_at: now }).where('spent_at', 'is', null).execute()
}

function useEveryLink({ database }: World, now: number) {
  return database.updateTable('links').set({ used_at: now }).where('used_at', 'is', null).execute()
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
    .where('method', '=', 'app')
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

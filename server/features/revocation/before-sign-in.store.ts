/** What a person's ways and addresses were before a sign-in of theirs changed them; "this was not me" puts it back (T9). */
import { everybodysMethod } from '../../../contract/words.ts'
import { day, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import type { FactorRow, PersonRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import type { Person } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'

type Whose = Pick<Person, 'id' | 'organizationId'>
type MadeIn = Id<'signIn'> | Id<'session'>

const sealedFor = (personId: Id<'person'>) => `before a sign-in ${personId}`
type Before = Pick<PersonRow, 'email' | 'cell_phone'> & {
  factors: Pick<FactorRow, (typeof factorColumns)[number]>[]
  setUp: Pick<PersonRow, 'default_method' | 'set_up_at' | 'reset_at'>
}

const factorColumns = ['method', 'address', 'key_sealed', 'last_step', 'ready_at'] as const

/** Before the first change in a sign-in or session; the person held. */
export async function noteBefore(world: World, { id, organizationId }: Whose, madeIn: MadeIn): Promise<void> {
  const { database, vault, clock } = world
  const noted = database.selectFrom('person_changes').select('id').where('person_id', '=', id)
  if (await noted.where('made_in', '=', madeIn).executeTakeFirst()) return
  const factors = await database
    .selectFrom('factors')
    .select([...factorColumns])
    .where('person_id', '=', id)
    .execute()
  const { email, cell_phone, ...setUp } = await database
    .selectFrom('people')
    .select(['email', 'cell_phone', 'default_method', 'set_up_at', 'reset_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await database
    .insertInto('person_changes')
    .values({
      id: newId(world, 'personChange'),
      organization_id: organizationId,
      person_id: id,
      made_in: madeIn,
      what: 'ways',
      before_sealed: vault.seal(JSON.stringify({ factors, email, cell_phone, setUp }), sealedFor(id)),
      created_at: clock.now().getTime(),
    })
    .execute()
}

/** The sign-in has ended in a session: what was changed in set-up belongs to it. */
export async function belongsToSession(
  { database }: Pick<World, 'database'>,
  signInId: Id<'signIn'>,
  sessionId: Id<'session'>,
): Promise<void> {
  await database
    .updateTable('person_changes')
    .set({ made_in: sessionId })
    .where('made_in', '=', signInId)
    .execute()
}

/** By then the owner would have said that they did not add it. */
const addedLongAgo = day

/**
 * Puts back what was changed in the sessions on a connection from a moment on; the person held. Tells whether anything was. What was
 * changed later elsewhere stays: that is somebody's who proved it. So does everything where another method than the mailbox, in which
 * the link lay, would go that has counted for a day (T1): then an administrator decides.
 */
export async function takeBack(
  world: World,
  person: Whose,
  { connectionId, since }: { connectionId: Id<'connection'>; since: Date },
): Promise<boolean> {
  const { database, vault } = world
  const sessions = await database
    .selectFrom('sessions')
    .select('id')
    .where('person_id', '=', person.id)
    .where('connection_id', '=', connectionId)
    .where('created_at', '>=', since.getTime())
    .execute()
  const changes = await database
    .selectFrom('person_changes')
    .select(['id', 'made_in', 'before_sealed'])
    .where('person_id', '=', person.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const isOfThese = ({ made_in }: { made_in: MadeIn }) => sessions.some(({ id }) => id === made_in)
  const at = changes.findIndex(isOfThese)
  if (at < 0 || !changes.slice(at).every(isOfThese)) return false
  const before: Before = JSON.parse(vault.open(changes[at]!.before_sealed, sealedFor(person.id)))
  if (await losesOldMethod(world, person, before)) return false
  await putBack(world, person, before)
  for (const { id } of changes.slice(at))
    await database.deleteFrom('person_changes').where('id', '=', id).execute()
  return true
}

async function losesOldMethod(
  { database, clock }: World,
  { id }: Whose,
  { factors }: Before,
): Promise<boolean> {
  const old = await database
    .selectFrom('factors')
    .select(['method', 'ready_at'])
    .where('person_id', '=', id)
    .where('method', '!=', everybodysMethod)
    .where('ready_at', '<=', later(clock.now(), -addedLongAgo).getTime())
    .execute()
  const isBack = (one: Pick<FactorRow, 'method' | 'ready_at'>) =>
    factors.some(({ method, ready_at }) => method === one.method && ready_at === one.ready_at)
  return !old.every(isBack)
}

async function putBack(world: World, { id, organizationId }: Whose, before: Before): Promise<void> {
  const { database } = world
  await savePerson(world, id, { email: before.email, cellPhone: before.cell_phone })
  await database.deleteFrom('factors').where('person_id', '=', id).execute()
  for (const factor of before.factors)
    await database
      .insertInto('factors')
      .values({ person_id: id, organization_id: organizationId, ...factor })
      .execute()
  await database.updateTable('people').set(before.setUp).where('id', '=', id).execute()
}

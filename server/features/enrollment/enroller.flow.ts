import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import type { ChallengeOwner } from '../challenges/owned-challenges.store.ts'
import type { Caller } from '../machines/caller.ts'
import { findMachine } from '../machines/machines.store.ts'
import { lockPerson, type Person } from '../people/people.store.ts'
import { noteBefore } from '../revocation/before-sign-in.store.ts'
import type { Whose } from '../revocation/end-what-rests-on.flow.ts'
import { isFresh } from '../sessions/freshness.ts'
import { isSessionOpen } from '../sessions/own-sessions.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { findSignIn, keepAlive, type SignIn } from '../sign-in/sign-ins.store.ts'

/** Who sets up: somebody whose sign-in stands at set-up, or a signed-in person from the profile (R6.1, R6.7). */
export type Enroller = { caller: Caller; personId: Id<'person'> } & (
  | { signIn: SignIn; signInToken: string; session: null }
  | { signIn: null; session: OpenSession }
)

interface Request {
  /** It is going to change something. */
  changes: boolean
  signInToken: string | null
  session: OpenSession | undefined
  caller: Caller
}

/**
 * The sign-in comes first: it is what this browser began last. Throws `sign-in-over` where it is over and nobody is
 * signed in, `no-session` where there is neither, `fresh-proof-needed` for a change from the profile without one (R6.7).
 */
export async function findEnroller(
  world: World,
  { changes, signInToken, session, caller }: Request,
): Promise<Enroller> {
  const signIn = signInToken === null ? undefined : await findSignIn(world, signInToken)
  if (signIn?.state === 'enroll' && signInToken !== null)
    return { caller, personId: signIn.personId, signIn, signInToken, session: null }
  if (session && changes && !isFresh(session, world.clock.now())) throw new Problem('fresh-proof-needed')
  if (session) return { caller, personId: session.personId, signIn: null, session }
  throw new Problem(signIn?.state === 'over' ? 'sign-in-over' : 'no-session')
}

/** One step of set-up, all or nothing: the person is held, and neither sign-in nor session ended meanwhile. */
export async function asEnroller<Result>(
  world: World,
  enroller: Enroller,
  work: (world: World, person: Person) => Promise<Result>,
): Promise<Result> {
  return transaction(world, async (world) => {
    const person = await lockEnroller(world, enroller)
    const result = await work(world, person)
    if (enroller.signIn) await keepAlive(world, enroller.signIn)
    return result
  })
}

/** The person, in the caller's transaction; what follows ends with `keepAlive` of a sign-in. */
export async function lockEnroller(world: World, enroller: Enroller): Promise<Person> {
  const person = await lockPerson(world, enroller.personId)
  // Before what rests on it (decision 0056): whoever revokes it wants the same rows.
  await findMachine(world, person.organizationId, enroller.caller.machineToken)
  await refuseWhenEnded(world, enroller, person)
  await noteBefore(world, person, (enroller.signIn ?? enroller.session).id)
  return person
}

async function refuseWhenEnded(world: World, enroller: Enroller, person: Person): Promise<void> {
  if (enroller.session) {
    if (!person.active || !(await isSessionOpen(world, enroller.session.id))) throw new Problem('no-session')
    return
  }
  const signIn = await findSignIn(world, enroller.signInToken)
  if (!person.active || signIn?.state !== 'enroll') throw new Problem('sign-in-over')
}

export function ownerOf({ signIn, session }: Enroller): ChallengeOwner {
  return signIn ? { signInId: signIn.id, sessionId: null } : { signInId: null, sessionId: session.id }
}

/** What rests on something of theirs ends but where they stand themselves. */
export function whoseOf({ signIn, session }: Enroller, { id: personId, organizationId }: Person): Whose {
  return {
    organizationId,
    personId,
    keepSignInId: signIn?.id ?? null,
    keepSessionId: session?.id ?? null,
  }
}

/** Where nothing but the password was proved, what is known of somebody is filled in and not replaced (S3). */
export function mayBeProfiles({ signIn }: Enroller, { cellPhone }: Pick<Person, 'cellPhone'>): boolean {
  return signIn === null || cellPhone === null
}

import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordSummed } from '../audit/audit.store.ts'
import { forget, giveBack, giveEachBack, slowDown, takeAll } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { tokenHash } from '../machines/machine-token.ts'
import type { Organization } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { hashThatCounts } from './hash-that-counts.ts'
import { boundedBy, type Knock, type Typed, whoKnocks } from './knock.store.ts'
import { proofTries, type Tries, takenElsewhere, triesOf } from './wrong-passwords.ts'

interface TypedPassword extends Typed {
  password: string
  caller: Caller
}

export interface Checked {
  person: Person
  organization: Organization
  /** The machine, where this person signed in on it before. */
  knownMachineId: Id<'machine'> | null
  /** What the password took, to be given back now that it was right. */
  tries: Tries
}

/**
 * The person, when the password is theirs and they may sign in; otherwise the same answer in the same time, whoever is meant
 * (R19.4). A try is taken before the password is looked at. On a machine that the person signed in on before, only what is
 * tried for that name on that machine can slow the right password down (R19.3). Throws `wrong-credentials`, `slow-down`, `busy`.
 */
export async function checkPassword(world: World, typed: TypedPassword): Promise<Checked> {
  const { caller, password } = typed
  const knock = await whoKnocks(world, typed)
  const { organization, person, machineKey } = knock
  // A cookie without the key of its machine is a stranger's (R15.2): it takes nothing from whoever has the key.
  const isCounted = machineKey === null || machineKey === caller.machineKey
  const isUsedMachine = isCounted && knock.isUsedMachine
  const knownMachineId = isCounted ? knock.knownMachineId : null
  const machineHash = tokenHash(caller.machineToken)
  const tries = triesOf({ ...typed, network: caller.network, machineHash }, organization?.id)
  if (isUsedMachine && !(await takeAll(world, tries.here))) throw await refusal(world, tries, knock)
  const isSlowed = knownMachineId === null && !(await takeElsewhere(world, tries))
  if (isSlowed && !isUsedMachine) throw await refusal(world, tries, knock)
  const hash = person && !isSlowed ? hashThatCounts(person, world.clock.now()) : null
  // On a machine in use it takes as long as where the person is known, and looks at nothing.
  // Whoever knows the machine does not wait behind those who know none (T12).
  const isRight = await world.passwords.verify(password, hash, isUsedMachine ? machineHash : undefined)
  if (isRight && organization && person?.active) return { person, organization, knownMachineId, tries }
  // Nor does the answer tell who is known here: it is the one that others get.
  const isRefused = isSlowed || (knownMachineId !== null && !(await takeElsewhere(world, tries)))
  // Where nothing was looked at, the refusal itself is told of.
  if (!isSlowed)
    await recordFailure(world, { knock, caller, check: isRight ? 'person-inactive' : 'wrong-password' })
  throw isRefused ? await refusal(world, tries, knock) : new Problem('wrong-credentials')
}

const takeElsewhere = (world: World, tries: Tries) => takeAll(world, takenElsewhere(tries))

const refusal = (world: World, tries: Tries, knock: Knock) =>
  slowDown(world, [...tries.here, ...takenElsewhere(tries)], boundedBy(knock))

/** The password was right: what it and the wrong ones before it took is given back. In the caller's transaction. */
export async function giveTriesBack(
  world: World,
  { tries, knownMachineId }: Pick<Checked, 'tries' | 'knownMachineId'>,
): Promise<void> {
  // In this order, as they are taken. What others try elsewhere counts on while the person works where they are known.
  const { here, ofName, ofNameInADay, ofNames } = tries
  for (const taking of here) await forget(world, taking)
  if (knownMachineId === null) {
    await forget(world, ofName)
    // The day goes on counting the wrong ones before it: they may have been another's.
    await giveBack(world, ofNameInADay)
  }
  for (const distinct of ofNames) await giveEachBack(world, distinct)
}

interface Failure {
  knock: Knock
  caller: Caller
  check: string
}

async function recordFailure(
  world: World,
  { knock: { organization, person }, caller, check }: Failure,
): Promise<void> {
  if (!organization) return
  await recordSummed(world, {
    organizationId: organization.id,
    actorId: null,
    personId: person?.id ?? null,
    address: caller.address,
    network: caller.network,
    event: 'sign-in-failed',
    data: { check },
  })
}

/**
 * The person of a session, when the password is theirs; undefined when not. Counted by the session, so that whoever holds a
 * stolen one slows nobody else down. Throws `slow-down`, `busy`.
 */
export async function checkOwnPassword(
  world: World,
  { session, password }: { session: { id: Id<'session'>; personId: Id<'person'> }; password: string },
): Promise<Person | undefined> {
  const person = await personById(world, session.personId)
  const { ofSession, inADay } = proofTries(session.id)
  if (!(await takeAll(world, [ofSession, inADay]))) throw await slowDown(world, [ofSession, inADay])
  if (!(await world.passwords.verify(password, person.passwordHash, session.id))) return undefined
  await forget(world, ofSession)
  await giveBack(world, inADay)
  return person
}

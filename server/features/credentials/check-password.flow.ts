import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { forget, giveAllBack, slowDown, take, takeAll } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { tokenHash } from '../machines/machine-token.ts'
import type { Organization } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { hashThatCounts } from './hash-that-counts.ts'
import { type Knock, type Typed, whoKnocks } from './knock.store.ts'
import { proofTry, type Tries, triesOf } from './wrong-passwords.ts'

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
  if (isUsedMachine && !(await take(world, tries.here))) throw await refusal(world, tries)
  const isSlowed = knownMachineId === null && !(await takeElsewhere(world, tries))
  if (isSlowed && !isUsedMachine) throw await refusal(world, tries)
  const hash = person && !isSlowed ? hashThatCounts(person, world.clock.now()) : null
  // On a machine in use it takes as long as where the person is known, and looks at nothing.
  const isRight = await world.passwords.verify(password, hash)
  if (isRight && organization && person?.active) return { person, organization, knownMachineId, tries }
  // Nor does the answer tell who is known here: it is the one that others get.
  const isRefused = isSlowed || (knownMachineId !== null && !(await takeElsewhere(world, tries)))
  await recordFailure(world, { knock, caller, check: checkOf({ isRight, isSlowed }) })
  throw isRefused ? await refusal(world, tries) : new Problem('wrong-credentials')
}

const takeElsewhere = (world: World, { ofName, ofAddress }: Tries) => takeAll(world, [ofName, ofAddress])

const refusal = (world: World, { here, ofName, ofAddress }: Tries) =>
  slowDown(world, [here, ofName, ofAddress])

function checkOf({ isRight, isSlowed }: { isRight: boolean; isSlowed: boolean }): string {
  if (isSlowed) return 'slowed-down'
  return isRight ? 'person-inactive' : 'wrong-password'
}

/** The password was right: what it and the wrong ones before it took is given back. In the caller's transaction. */
export async function giveTriesBack(
  world: World,
  { tries, knownMachineId }: Pick<Checked, 'tries' | 'knownMachineId'>,
): Promise<void> {
  // In this order, as they are taken. What others try elsewhere counts on while the person works where they are known.
  const { here, ofName, ofAddress } = tries
  if (knownMachineId === null) await forget(world, ofName)
  await giveAllBack(world, { whole: here, distinct: ofAddress })
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
  await recordAudit(world, {
    organizationId: organization.id,
    actorId: null,
    personId: person?.id ?? null,
    address: caller.address,
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
  const proof = proofTry(session.id)
  if (!(await take(world, proof))) throw await slowDown(world, [proof])
  if (!(await world.passwords.verify(password, person.passwordHash))) return undefined
  await forget(world, proof)
  return person
}

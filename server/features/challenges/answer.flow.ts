import type { ErrorCode } from '../../../contract/errors.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { lookAtCode } from '../limits/guesses.ts'
import { clearMethodLimit, takeMethodAttempt } from '../limits/method-limits.store.ts'
import { methodLock, wrongCodesUntilDisabled } from '../limits/method-lock.ts'
import { giveBack, slowDown, take } from '../limits/taken-limits.store.ts'
import { type Challenge, consumeChallenge } from './challenges.store.ts'
import { tellOfWrongCodes } from './method-locked.flow.ts'
import { livingCodes } from './one-time-code.ts'

/**
 * What a kind of factor makes of what somebody entered. Called before a try is taken: it throws where what was entered
 * is worth none.
 */
export type Read = (world: World, challenge: Challenge, typed: string) => Promise<Entered>

export interface Entered {
  /** Called once the tries are committed. */
  judge(now: Date): Judged
}

/** `appStep`: the step of an app's code; null for any other. */
export type Judged =
  | { answer: 'right'; appStep: number | null; takeStep(world: World): Promise<boolean> }
  | { answer: 'wrong'; clockOffSeconds: number | null }

/** What is asked for the sake of what. */
export interface Asked<Locked, Result> {
  challenge: Challenge
  /** The network address, for the audit. */
  address: string
  /** Told where it ended meanwhile. */
  over: ErrorCode
  /** A method that counts already is bounded across all that is asked of it (R5.9). */
  isOwnMethod: boolean
  /** The machine, where this person signed in on it before; what others guess elsewhere takes nothing from it (R19.3). */
  knownMachineId?: Id<'machine'> | null
  /** Takes one of three tries by a conditional update, and tells how many are left; undefined where none was. */
  takeTry(world: World): Promise<number | undefined>
  /** The last try was a wrong one. */
  end(world: World): Promise<unknown>
  /** Takes the rows that come before the code in the order of locks; absent where there are none but the person's. */
  takeBefore?(world: World): Promise<void>
  /** The person, ours until the transaction ends; undefined where nothing may go on. */
  lock(world: World): Promise<Locked | undefined>
  /** What the challenge belongs to goes on; false where it ended meanwhile. Absent where there is nothing to move. */
  move?(world: World, at: Date): Promise<boolean>
  /** The code was right, and is consumed. */
  goOn(world: World, locked: Locked, right: { at: Date; appStep: number | null }): Promise<Result>
}

/** A wrong code is an answer, not a fault. `left` 0: what asked for it is over. */
export type Answer<Result> =
  | { answer: 'right'; result: Result }
  | { answer: 'wrong'; left: number; clockOffSeconds: number | null }

/**
 * Takes a try, judges, consumes, goes on (R5.4 to R5.10): for whatever a code is asked. Throws what `read` throws (that
 * takes no try), `method-locked`, `code-used`, and `over` of what asked for it.
 */
export async function answer<Locked, Result>(
  world: World,
  asked: Asked<Locked, Result>,
  { typed, read }: { typed: string; read: Read },
): Promise<Answer<Result>> {
  const entered = await read(world, asked.challenge, typed)
  const taken = await transaction(world, (world) => takeTries(world, asked))
  const judged = entered.judge(world.clock.now())
  if (judged.answer === 'wrong') {
    await transaction(world, (world) => afterWrong(world, asked, taken))
    return { answer: 'wrong', left: taken.left, clockOffSeconds: judged.clockOffSeconds }
  }
  return { answer: 'right', result: await transaction(world, (world) => afterRight(world, asked, judged)) }
}

interface Taken {
  left: number
  /** Wrong codes of this method in a row, this one counted; 0 where they are not counted. */
  wrongInRow: number
}

/** Both counts are committed before the code is looked at (R5.8, R5.9). */
async function takeTries<Locked, Result>(world: World, asked: Asked<Locked, Result>): Promise<Taken> {
  const look = lookOf(world, asked)
  // In the order of the locks.
  const [left, attempt, isGranted] = await Promise.all([
    asked.takeTry(world),
    asked.isOwnMethod ? takeMethodAttempt(world, asked.challenge) : undefined,
    asked.isOwnMethod ? take(world, look) : true,
  ])
  if (left === undefined) throw new Problem(asked.over)
  if (attempt?.granted === false)
    throw new Problem('method-locked', { lockedUntil: attempt.until?.toISOString() ?? null })
  if (!isGranted) throw await slowDown(world, [look])
  return { left, wrongInRow: attempt?.wrongInRow ?? 0 }
}

/** How likely this look finds the code by chance: of short ones, and where several live, fewer are granted (T18). */
function lookOf<Locked, Result>(world: World, { challenge, knownMachineId = null }: Asked<Locked, Result>) {
  const { personId, digits, sent } = challenge
  const living = sent && Math.max(1, livingCodes(sent, world.clock.now()))
  return lookAtCode({ personId, knownMachineId, digits, living })
}

async function afterWrong<Locked, Result>(
  world: World,
  { challenge, address, end }: Asked<Locked, Result>,
  { left, wrongInRow }: Taken,
): Promise<void> {
  const { organizationId, personId, signInId, purpose, method } = challenge
  if (left === 0) await end(world)
  await recordAudit(world, {
    organizationId,
    actorId: personId,
    personId,
    address,
    event: 'wrong-code',
    data: { ...(signInId && { signInId }), purpose, method, left },
  })
  if (methodLock(wrongInRow) > 0)
    await recordAudit(world, {
      organizationId,
      actorId: null,
      personId,
      address,
      event: wrongInRow === wrongCodesUntilDisabled ? 'method-disabled' : 'method-locked',
      data: { method, wrong: wrongInRow },
    })
  await tellOfWrongCodes(world, { personId, method, wrongInRow })
}

/** R5.10: of several right answers at once one finds the challenge open and its step not taken. */
async function afterRight<Locked, Result>(
  world: World,
  asked: Asked<Locked, Result>,
  { appStep, takeStep }: Extract<Judged, { answer: 'right' }>,
): Promise<Result> {
  const { challenge, over, isOwnMethod, takeBefore, lock, move, goOn } = asked
  const { id, personId, method } = challenge
  const at = world.clock.now()
  await takeBefore?.(world)
  // In the order of decision 0056, so that nobody waits in a circle.
  const [locked, isOurs, isFresh, isMoved] = await Promise.all([
    lock(world),
    consumeChallenge(world, id),
    takeStep(world),
    move?.(world, at) ?? true,
    isOwnMethod && clearMethodLimit(world, personId, method),
  ])
  if (locked === undefined || !isOurs || !isMoved) throw new Problem(over)
  if (!isFresh) throw new Problem('code-used')
  const result = await goOn(world, locked, { at, appStep })
  // The right one was no guess; the wrong ones before it may have been somebody else's.
  if (isOwnMethod) await giveBack(world, lookOf(world, asked))
  // What set-up ends comes before it in that order.
  if (!isOwnMethod) await clearMethodLimit(world, personId, method)
  return result
}

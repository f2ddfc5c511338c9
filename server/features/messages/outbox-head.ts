/** Does the outbox move, and for how long has its oldest message been due? */
import { minute } from '../../base/duration.ts'

/** A message whose turn has come, as far as its row says. Times are milliseconds since 1970. */
export interface DueMessage {
  nextTryAt: number
  createdAt: number
  /** In the future while a node sends it. */
  claimedUntil: number
}

/** So long may messages be due without anybody taking one of them. A claim lapses after two minutes. */
const longestStandstill = 5 * minute

/** Milliseconds; 0 where nothing is due. A code is due from its beginning, though its turn comes before others. */
export function dueFor(head: readonly DueMessage[], now: number): number {
  return Math.max(0, ...head.map((message) => now - dueSince(message)))
}

/** True where the first in turn were due for long, and no node is at any of them: a long queue that moves is not stuck. */
export function isStuck(head: readonly DueMessage[], now: number): boolean {
  return dueFor(head, now) > longestStandstill && head.every(({ claimedUntil }) => claimedUntil <= now)
}

function dueSince({ nextTryAt, createdAt, claimedUntil }: DueMessage): number {
  return Math.max(nextTryAt, createdAt, claimedUntil)
}

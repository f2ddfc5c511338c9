import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minute, second } from '../../base/duration.ts'
import { type DueMessage, dueFor, isStuck } from './outbox-head.ts'

const now = Date.UTC(2026, 4, 4)
/** Minutes ago. */
const message = (ago: { due: number; made?: number; claim?: number }): DueMessage => ({
  nextTryAt: now - ago.due * minute,
  createdAt: now - (ago.made ?? ago.due) * minute,
  claimedUntil: ago.claim === undefined ? 0 : now - ago.claim * minute,
})

describe('the head of the outbox', () => {
  it.each<[string, DueMessage[], number, boolean]>([
    ['nothing waits', [], 0, false],
    ['due for a minute', [message({ due: 1 })], 1, false],
    ['due for six minutes, and nobody took it', [message({ due: 6 })], 6, true],
    ['a code of this minute, whose turn is ten minutes before', [message({ due: 11, made: 1 })], 1, false],
    ['tried again after a day, due for a minute', [message({ due: 1, made: 1440 })], 1, false],
    ['long due, but the node that had it died a minute ago', [message({ due: 9, claim: 1 })], 1, false],
    ['long due, and its claim lapsed long ago', [message({ due: 9, claim: 6 })], 6, true],
    ['a long queue at which a node works', [message({ due: 9, claim: -1 }), message({ due: 60 })], 60, false],
  ])('%s', (_, head, minutes, stuck) => {
    expect([dueFor(head, now) / minute, isStuck(head, now)]).toEqual([minutes, stuck])
  })

  it('is never stuck while any of it is claimed', () => {
    const anyTime = fc.integer({ min: now - 1000 * minute, max: now })
    const any = fc.record({ nextTryAt: anyTime, createdAt: anyTime, claimedUntil: anyTime })
    fc.assert(
      fc.property(fc.array(any), (head) => {
        const claimed = { ...message({ due: 1 }), claimedUntil: now + second }
        expect(isStuck([...head, claimed], now)).toBe(false)
      }),
    )
  })
})

import { expect, it } from 'vitest'
import { hour, later, minute } from '../../base/duration.ts'
import { isSessionOver } from './session-life.ts'

const now = new Date('2026-05-04T08:00:00Z')
const life = { passwordAt: now, lastUsedAt: now, idleMinutes: 30, expiresAt: later(now, 12 * hour) }

it.each([
  ['in use', {}, false],
  ['unused for its idle minutes', { lastUsedAt: later(now, -30 * minute) }, true],
  ['unused for a little less', { lastUsedAt: later(now, -30 * minute + 1) }, false],
  ['past its last hour', { expiresAt: now }, true],
  ['begun by a node whose clock is a minute ahead', { passwordAt: later(now, minute) }, false],
  ['begun under a clock that has gone back since', { passwordAt: later(now, 3 * minute) }, true],
])('a session %s, so %j: over is %s', (_, change, isOver) => {
  expect(isSessionOver({ ...life, ...change }, now)).toBe(isOver)
})

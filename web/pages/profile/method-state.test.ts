import { expect, test } from 'vitest'
import type { OwnMethod } from '../../../contract/api/profile.ts'
import { methodState } from './method-state.ts'

const now = new Date(2026, 4, 4, 8, 3)
const own: OwnMethod = {
  method: 'text',
  state: 'ready',
  since: new Date(2026, 4, 1).toISOString(),
  address: '(555) 555-4217',
  allowed: true,
  lockedUntil: null,
  disabled: false,
}

test.each<[Partial<OwnMethod>, string]>([
  [{}, 'Set up 3 days ago'],
  [{ since: null }, 'Set up'],
  [{ state: 'none', since: null }, 'Not set up'],
  [{ state: 'pending', since: null }, 'Begun, but not confirmed yet'],
  [{ state: 'none', since: null, allowed: false }, 'Your organization does not use this way.'],
  [
    { lockedUntil: new Date(2026, 4, 4, 8, 18).toISOString() },
    'Closed until 08:18, after too many wrong codes',
  ],
  [{ disabled: true }, 'Off after too many wrong codes, until it is set up again'],
])('%j is told as "%s"', (change, sentence) => {
  expect(methodState({ ...own, ...change }, now)).toBe(sentence)
})

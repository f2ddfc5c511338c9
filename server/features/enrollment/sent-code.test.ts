import { expect, test } from 'vitest'
import { stepAt } from '../challenges/one-time-code.ts'
import { sentCode } from './sent-code.ts'

const now = new Date('2026-05-04T08:03:20Z')
const sent = { secret: 'A', digits: 6, lifeMinutes: 2, sentSteps: [stepAt(now)] }

test.each([
  ['email', 'bill@harbor.example', 'bill@harbor.example'],
  ['text', '+15555554217', '(555) 555-4217'],
] as const)('of a code by %s it says where it went, and when it dies', (method, address, sentTo) => {
  expect(sentCode({ method, address, sent }, now)).toEqual({
    sentTo,
    expiresAt: '2026-05-04T08:05:00.000Z',
    digits: 6,
  })
})

test.each([
  [
    'nothing was sent yet',
    { method: 'email', address: 'a@b.example', sent: { ...sent, sentSteps: [] } },
    now,
  ],
  ['it is an app', { method: 'app', address: null, sent: null }, now],
  ['it has died', { method: 'email', address: 'a@b.example', sent }, new Date('2026-05-04T08:05:00Z')],
] as const)('nothing is said where %s', (_, asked, at) => {
  expect(sentCode(asked, at)).toBeNull()
})

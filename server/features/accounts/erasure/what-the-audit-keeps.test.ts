import { expect, test } from 'vitest'
import { withoutThePerson } from './what-the-audit-keeps.ts'

test('R19.9 of an entry about somebody erased no name, address or typed word stays, whatever it is called', () => {
  expect(
    withoutThePerson({
      userName: 'BSMITH',
      changes: { displayName: { from: 'Bill', to: 'William' } },
      network: '198.51.100.7',
      address: '198.51.100.7',
      before: 'b•••@harbor.example',
      reason: 'Bill lost his phone',
      somethingNew: 'Bill',
      sessionId: 'ses_a',
      method: 'email',
      granted: ['Administer Users'],
    }),
  ).toEqual({ sessionId: 'ses_a', method: 'email', granted: ['Administer Users'] })
})

test('of a decision its verdict stays, not from where the person came', () => {
  const reasons = [{ check: 'network-changed', values: { from: '198.51.100.7', to: '198.51.100.9' } }]
  const decision = {
    verdict: 'challenge',
    check: 'network-changed',
    methods: ['email'],
    reasons,
    nearest: null,
  }
  expect(withoutThePerson({ decision })).toEqual({
    decision: { verdict: 'challenge', check: 'network-changed', methods: ['email'] },
  })
})

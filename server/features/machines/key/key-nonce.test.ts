import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { later, minute } from '../../../base/duration.ts'
import { issueNonce, judgeNonce } from './key-nonce.ts'

const taggerOf = (key: string) => ({
  tag: (text: string, context: string) =>
    createHmac('sha256', key).update(`${context}\0${text}`).digest().subarray(0, 16).toString('base64url'),
})
const [ours, others] = [taggerOf('ours'), taggerOf("another server's")]
const now = new Date('2026-05-04T08:03:00Z')
const random = 'r'.repeat(43)

test.each([
  ['at once', now, 'good'],
  ['a millisecond before its ten minutes are over', later(now, 10 * minute - 1), 'good'],
  ['when they are', later(now, 10 * minute), 'over'],
  ['where the clock of the other node is two minutes ahead', later(now, -2 * minute), 'good'],
  ['where it was farther ahead', later(now, -2 * minute - 1), 'over'],
] as const)('a nonce %s', (_, at, judgment) => {
  expect(judgeNonce(ours, issueNonce(ours, { random, now }), at)).toBe(judgment)
})

test('what we did not issue, or what was changed, is foreign', () => {
  const nonce = issueNonce(ours, { random, now })
  const younger = nonce.replace(String(now.getTime()), String(now.getTime() + 1))
  for (const foreign of [issueNonce(others, { random, now }), younger, `${nonce}A`, '', random])
    expect(judgeNonce(ours, foreign, now), foreign).toBe('foreign')
})

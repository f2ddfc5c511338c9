import { expect, test } from 'vitest'
import { clauseOf } from './reason.ts'

test.each([
  ['You are on a different network than last time.', 'you are on a different network than last time'],
  ["We don't know this computer yet.", "we don't know this computer yet"],
  [
    'Your organization asks for a code at every sign-in.',
    'your organization asks for a code at every sign-in',
  ],
])('the reason "%s" reads well after "because"', (sentence, clause) => {
  expect(clauseOf(sentence)).toBe(clause)
})

test.each([
  ['Harbor Agency asks for a code at every sign-in.'],
  ['You confirmed 9 days ago. The limit is 7.'],
  ['Itinerant staff are always asked.'],
  [''],
])('the reason "%s" stands on its own', (sentence) => {
  expect(clauseOf(sentence)).toBeNull()
})

import { expect, test } from 'vitest'
import { minutesAndSeconds, moment, partOfDay, roughly, secondsUntil } from './time.ts'

test.each([
  [0, '0:00'],
  [9, '0:09'],
  [60, '1:00'],
  [84, '1:24'],
  [600, '10:00'],
])('%i seconds are written %s', (seconds, text) => {
  expect(minutesAndSeconds(seconds)).toBe(text)
})

test.each([
  [1, '1 second'],
  [40, '40 seconds'],
  [90, '90 seconds'],
  [91, '2 minutes'],
  [900, '15 minutes'],
])('a wait of %i seconds is called %s', (seconds, text) => {
  expect(roughly(seconds)).toBe(text)
})

test.each([
  ['2026-05-03T08:00:01.200Z', 2],
  ['2026-05-03T08:00:00Z', 0],
  ['2026-05-03T07:00:00Z', 0],
])('the time left until %s is never below nothing and never rounded down', (iso, seconds) => {
  expect(secondsUntil(iso, Date.parse('2026-05-03T08:00:00Z'))).toBe(seconds)
})

test.each([
  [new Date(2026, 4, 3, 8, 2), '08:02'],
  [new Date(2026, 4, 2, 17, 30), '2 May, 17:30'],
  [new Date(2025, 11, 31, 23, 59), '31 December 2025, 23:59'],
])('%s is written so that the day is said only when it is another one', (at, text) => {
  expect(moment(at, new Date(2026, 4, 3, 18, 0))).toBe(text)
})

test.each([
  [3, 'evening'],
  [4, 'morning'],
  [11, 'morning'],
  [12, 'afternoon'],
  [17, 'afternoon'],
  [18, 'evening'],
] as const)('%i o’clock is in the %s', (hour, part) => {
  expect(partOfDay(new Date(2026, 4, 3, hour))).toBe(part)
})

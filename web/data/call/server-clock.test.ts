import { expect, test } from 'vitest'
import { learnServerTime, serverTime } from './server-clock.ts'

const noon = Date.parse('2026-05-03T12:00:00Z')

test('a computer whose clock is four minutes slow still counts down rightly', () => {
  learnServerTime('Sun, 03 May 2026 12:04:00 GMT', noon)
  expect(serverTime(noon + 1000)).toBe(Date.parse('2026-05-03T12:04:01Z'))
})

test('the rounding of the header alone moves nothing', () => {
  learnServerTime('Sun, 03 May 2026 11:59:59 GMT', noon)
  expect(serverTime(noon)).toBe(noon)
})

test.each([null, 'tomorrow'])('a header that says %j is left alone', (header) => {
  learnServerTime('Sun, 03 May 2026 12:04:00 GMT', noon)
  learnServerTime(header, noon)
  expect(serverTime(noon)).toBe(noon + 240_000)
})

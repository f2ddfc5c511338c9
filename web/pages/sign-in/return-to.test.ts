import { expect, test } from 'vitest'
import { safeReturnTo } from './return-to.ts'

test.each([
  ['/', 'https://signin.example/'],
  ['/settings?a=1#b', 'https://signin.example/settings?a=1#b'],
  ['https://app.example/start', 'https://app.example/start'],
  ['javascript:alert(1)', '/'],
  ['data:text/html,x', '/'],
  ['http://[', '/'],
])('after a sign-in that returns to %j the browser goes to %j', (returnTo, target) => {
  expect(safeReturnTo(returnTo, 'https://signin.example')).toBe(target)
})

import { expect, test } from 'vitest'
import { codeIn } from './stored-message.ts'

test.each([
  [
    { body: '0412 is your Harbor Agency code. It expires in one to two minutes.\n\n@x.example #0412' },
    '0412',
  ],
  [{ subject: 'Your Harbor Agency code is 407112', body: 'Hello' }, '407112'],
  [{ subject: 'New sign-in to Harbor Agency', body: 'From 198.51.100.7 in 2026, room 123456.' }, null],
])('the code of %j is %j', (message, code) => {
  expect(codeIn(message)).toBe(code)
})

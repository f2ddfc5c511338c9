import { expect, test } from 'vitest'
import { digitsOf } from './digits.ts'

test.each([
  ['407112', '407112'],
  ['407 112', '407112'],
  [' 407-112\n', '407112'],
  ['012345', '012345'],
  ['４０７１１２', '407112'],
  ['٤٠٧١١٢', '407112'],
  ['४०७ ११२', '407112'],
  ['407112 is your Harbor Agency code.', '407112'],
  ['4071123', '407112'],
  ['abc', ''],
])('%j means the digits %j', (typed, digits) => {
  expect(digitsOf(typed, 6)).toBe(digits)
})

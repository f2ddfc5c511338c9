import { expect, test } from 'vitest'
import { words } from '../../words/en.ts'
import { bottomMessage } from './bottom-message.ts'

test.each([
  ['two factor authentication every seven days', { twoFactorOn: true, codeEveryTime: false }, 'twoFactorOn'],
  ['a code at every sign-in', { twoFactorOn: true, codeEveryTime: true }, 'everyTime'],
  ['unknown machines alone', { twoFactorOn: false, codeEveryTime: false }, 'machineOn'],
] as const)('R2.2 with %s the bottom message is true (S7)', (_, known, message) => {
  expect(bottomMessage(known)).toBe(message)
})

test('R2.2 with a code at every sign-in nothing is said of what is new, and set-up is told of (S7)', () => {
  expect(words.signIn.everyTime).toContain('at every sign-in')
  expect(words.signIn.everyTime).not.toContain('new to us')
  for (const message of [words.signIn.everyTime, words.signIn.twoFactorOn])
    expect(message).toContain('If you have not set it up yet, that comes first.')
})

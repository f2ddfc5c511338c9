import { expect, test } from 'vitest'
import { proofs } from './proved.ts'

const now = new Date(2026, 4, 12, 8, 5)
const password = new Date(2026, 4, 12, 8, 2).toISOString()
const codeNow = new Date(2026, 4, 12, 8, 3).toISOString()
const codeThen = new Date(2026, 4, 3, 9, 0).toISOString()

test.each([
  ['text', codeNow, null, 'Code by text message', '08:03'],
  ['email', codeNow, null, 'Code by e-mail', '08:03'],
  ['app', codeNow, null, 'Code from your app', '08:03'],
  [null, codeThen, 'recognized-machine', 'No code was needed: this computer is known since 3 May.', null],
  [null, null, 'recognized-machine', 'No code was needed: this computer is known.', null],
  [
    null,
    codeThen,
    'remembered-connection',
    'No code was needed: you confirmed this computer and connection on 3 May.',
    null,
  ],
  [null, null, null, 'No code was asked for.', null],
] as const)(
  'R5.13: a sign-in with %s at %s by %s is told truthfully',
  (method, secondFactor, letThroughBy, what, when) => {
    expect(proofs({ password, secondFactor, method, letThroughBy }, now)).toEqual([
      { what: 'Password', when: '08:02' },
      { what, when },
    ])
  },
)

import { expect, test } from 'vitest'
import type { LetThroughBy, Method } from '../../../contract/words.ts'
import { acrOf, acrs, acrWish, amrOf, factorOf, type Proved } from './truth.ts'

const passwordAt = new Date('2026-05-03T09:00:00Z')
const proved = (method: Method | null, letThroughBy: LetThroughBy | null): Proved => ({
  passwordAt,
  secondFactorAt: method || letThroughBy ? passwordAt : null,
  method,
  letThroughBy,
})
const password = proved(null, null)
const remembered = proved(null, 'remembered-connection')
const twoFactor = proved('app', null)

test.each([
  ['the password alone', password, 'urn:doorward:acr:password', ['pwd']],
  ['a remembered connection', remembered, 'urn:doorward:acr:remembered', ['pwd']],
  ['a recognized machine', proved(null, 'recognized-machine'), 'urn:doorward:acr:remembered', ['pwd']],
  ['an app', twoFactor, 'urn:doorward:acr:two-factor', ['pwd', 'otp', 'mfa']],
  ['an e-mailed code', proved('email', null), 'urn:doorward:acr:two-factor', ['pwd', 'otp', 'mfa']],
  ['a text message', proved('text', null), 'urn:doorward:acr:two-factor', ['pwd', 'otp', 'sms', 'mfa']],
])('an application is told the truth of %s (R13.7)', (_, how, acr, amr) => {
  expect([acrOf(how), amrOf(how)]).toEqual([acr, amr])
})

test('what stood in for a second factor is none (R13.4)', () => {
  expect(factorOf(remembered)).toBeNull()
  expect(factorOf(password)).toBeNull()
  expect(factorOf(twoFactor)).toEqual({ method: 'app', at: passwordAt })
})

const [pwd, rem, two, phr] = acrs

test.each([
  ['what holds', [two], twoFactor, { answer: 'met', told: two }],
  ['the strongest of what holds', [pwd, two, rem], twoFactor, { answer: 'met', told: two }],
  ['less than what holds', [pwd], twoFactor, { answer: 'met', told: pwd }],
  ['a stronger one', [two], remembered, { answer: 'second-factor' }],
  ['a stronger one, for want of a remembered connection', [rem], password, { answer: 'second-factor' }],
  ['either, of which the weaker holds', [two, rem], remembered, { answer: 'met', told: rem }],
  ['what nobody has', [phr], twoFactor, { answer: 'unmet' }],
  ['what nobody knows', ['urn:elsewhere:gold'], twoFactor, { answer: 'unmet' }],
  [
    'what nobody knows, or a stronger one',
    ['urn:elsewhere:gold', two],
    password,
    { answer: 'second-factor' },
  ],
  ['nothing at all', [], twoFactor, { answer: 'unmet' }],
] as const)('asked for %s (R13.7)', (_, asked, how, answer) => {
  expect(acrWish(asked, how)).toEqual(answer)
})

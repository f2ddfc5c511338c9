import { dictionary } from '@zxcvbn-ts/language-common'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passwordFault } from './password-rule.ts'

const common = new Set(dictionary['passwords-common'])
const around = { userName: 'BSMITH', organization: 'Harbor Agency', common }
const short = 'A password has at least 12 characters.'
const used = 'Too many people use this password, or one much like it.'

describe('a password that somebody chooses', () => {
  test.each([
    ['eleven char', short],
    ['twelve chars', null],
    // Twelve code points, not twelve of anything smaller.
    ['😀'.repeat(6), short],
    ['administrator', used],
    ['1Q2W3E4R5T6Y', used],
    ['2026!Password1!', used],
    ['pass word 1234', used],
    ['letmeinletmein', used],
    ['aaaaaaaaaaaa', used],
    ['correct horse battery staple', null],
    ['correct horse correct horse ', null],
    ['my bsmith password', 'The user name must not be part of the password.'],
    ['harborAGENCY forever', "The organization's name must not be part of the password."],
    ['Harbor Agency forever', "The organization's name must not be part of the password."],
    // Full-width letters are the same letters.
    ['ＢＳＭＩＴＨ likes tea', 'The user name must not be part of the password.'],
  ])('%j: %s', (password, fault) => {
    expect(passwordFault(password, around)).toBe(fault)
  })

  test('may hold a user name of three letters, which stands in many words', () => {
    expect(passwordFault('a leeward journey', { ...around, userName: 'LEE' })).toBeNull()
  })

  test('is refused when it is on the list in whatever case', () => {
    const long = [...common].filter((one) => one.length >= 12)
    expect(long.length).toBeGreaterThan(100)
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.func(fc.boolean()), (one, isUpper) => {
        const cased = [...one].map((letter) => (isUpper(letter) ? letter.toUpperCase() : letter)).join('')
        expect(passwordFault(cased, around)).not.toBeNull()
      }),
    )
  })
})

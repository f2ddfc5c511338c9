import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskEmail, maskPhone } from './mask.ts'

describe('a masked mail address', () => {
  it.each([
    ['bsmith@agency.com', 'b•••@agency.com'],
    ['b@agency.com', 'b•••@agency.com'],
    ['ß.odd+tag@sub.agency.com', 'ß•••@sub.agency.com'],
    ['😀face@agency.com', '😀•••@agency.com'],
    ['"a@b"@agency.com', '"•••@agency.com'],
    ['@agency.com', '•••'],
    ['no address', '•••'],
    ['', '•••'],
  ])('%s is shown as %s', (address, shown) => expect(maskEmail(address)).toBe(shown))

  it('never tells more of the name before the @ than its first letter, not even its length', () => {
    const rest = fc.stringMatching(/^[a-z0-9.+-]{1,40}$/)
    fc.assert(
      fc.property(rest, rest, (left, right) => {
        expect(maskEmail(`x${left}@agency.com`)).toBe(maskEmail(`x${right}@agency.com`))
      }),
    )
  })
})

describe('a masked telephone number', () => {
  it.each([
    ['+15555554217', '(•••) •••-4217'],
    ['+16135550142', '(•••) •••-0142'],
    ['+18765550100', '(•••) •••-0100'],
    ['+442079460958', '+44 ••• 0958'],
    ['+4930123456', '+49 ••• 3456'],
    ['+2901234', '+290 ••• 34'],
    ['5555554217', '•••'],
    ['', '•••'],
  ])('%s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown))

  it('never tells more than the country code and four last digits, not even the length', () => {
    const numbers = fc.stringMatching(/^\+[1-9]\d{6,14}$/)
    fc.assert(
      fc.property(numbers, (phone) => {
        const shown = maskPhone(phone)
        expect(shown).toMatch(/^(•••|\(•••\) •••-\d{4}|\+\d{1,3} ••• (\d{2}|\d{4}))$/)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isE164 } from '../../tools/sms/phone-number.ts'
import { readCellPhone, showCellPhone } from './cell-phone.ts'

describe('a cell phone number', () => {
  it.each([
    ['5555554217', '+15555554217'],
    ['(555) 555-4217', '+15555554217'],
    [' 555.555.4217 ', '+15555554217'],
    ['15555554217', '+15555554217'],
    ['+1 (555) 555-4217', '+15555554217'],
    ['５５５５５５４２１７', '+15555554217'],
    ['٥٥٥٥٥٥٤٢١٧', '+15555554217'],
    ['+९१ ९८७६५ ४३२१०', '+919876543210'],
    ['+44 7911 123456', '+447911123456'],
    ['011 44 7911 123456', '+447911123456'],
    ['+49 1511 2345678', '+4915112345678'],
    ['\u202a+1 (555) 555-4217\u202c', '+15555554217'],
    ['555\u200b555\ufeff4217', '+15555554217'],
  ])('%j is kept as %s', (text, e164) => expect(readCellPhone(text)).toEqual({ e164 }))

  it.each([
    ['', 'This is not a telephone number.'],
    ['call 5555554217', 'This is not a telephone number.'],
    ['1-800-FLOWERS', 'This is not a telephone number.'],
    ['555\n5554217', 'This is not a telephone number.'],
    ['555555421', 'This number has too few digits.'],
    ['55555542170', 'This number has too many digits.'],
    ['+1 555 555 42170', 'This number has too many digits.'],
    ['1'.repeat(1000), 'This number has too many digits.'],
    ['+49 1', 'This number has too few digits.'],
    ['+52 1 55 1234 5678', 'A number in this country has another count of digits.'],
    ['+1 011 100 0000', 'There is no such number in that country.'],
    ['(911) 555-4217', 'There is no such number in that country.'],
    ['(211) 555-4217', 'There is no such number in that country.'],
    ['555 911 4217', 'There is no such number in that country.'],
    ['555 155 4217', 'There is no such number in that country.'],
    ['555 055 4217', 'There is no such number in that country.'],
    [
      '4791234567',
      'There is no such number in North America. Is the + missing? +47 91 23 45 67 is a number abroad.',
    ],
    [
      '447911123456',
      'There is no such number in North America. Is the + missing? +44 7911 123456 is a number abroad.',
    ],
    ['+598 000 000 00', 'There is no such number in that country.'],
    ['+999 1234567', 'This number has a country code that does not exist.'],
    ['555-555-4217 ext. 12', 'A number with an extension cannot receive text messages.'],
    ['555-555-4217x12', 'A number with an extension cannot receive text messages.'],
    ['+44 20 7183 8750', 'This is a landline or service number. It cannot receive text messages.'],
    ['800 555 1212', 'This is a landline or service number. It cannot receive text messages.'],
  ])('%j is refused: %s', (text, fault) => expect(readCellPhone(text)).toEqual({ fault }))

  it.each([
    ['+15555554217', '(555) 555-4217'],
    ['+447911123456', '+44 7911 123456'],
  ])('%s reads %s', (e164, shown) => expect(showCellPhone(e164)).toBe(shown))

  it('is the same number again when what is shown is typed, and one a gateway takes', () => {
    const digits = fc.stringMatching(/^(\+(1|44|49|420|598|61))?[0-9]{6,12}$/)
    fc.assert(
      fc.property(digits, (text) => {
        const read = readCellPhone(text)
        if ('fault' in read) return
        expect(isE164(read.e164)).toBe(true)
        expect(readCellPhone(showCellPhone(read.e164))).toEqual(read)
      }),
      { numRuns: 5000 },
    )
  })

  it('is told from anything that can be typed without a fault of ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const read = readCellPhone(text)
        expect('e164' in read ? isE164(read.e164) : read.fault.endsWith('.')).toBe(true)
      }),
    )
  })
})

import { describe, expect, test } from 'vitest'
import { formattedPhone, phoneEntry, readablePhone, restBeforeSending } from './phone-entry.ts'

/** What stands in the field after the digits were typed one by one. */
const typedOut = (keys: string) => [...keys].reduce((shown, key) => formattedPhone(shown + key, shown), '')

test.each([
  ['5555554217', '(555) 555-4217'],
  ['15555554217', '1 (555) 555-4217'],
  ['+15555554217', '+1 555 555 4217'],
  ['+447911123456', '+44 7911 123456'],
  ['555', '(555)'],
  ['٥٥٥٥٥٥٤٢١٧', '(555) 555-4217'],
])('%s is written %s while it is typed', (keys, shown) => {
  expect(typedOut(keys)).toBe(shown)
})

test('a bracket can be deleted', () => {
  expect(formattedPhone('(555', '(555)')).toBe('(555')
})

test.each([
  ['a digit', '(5515) 555-42', '(555) 555-42', 4],
  ['a deletion', '(55) 555-4217', '(555) 555-4217', 3],
  ['a digit of another script', '(55١5) 555-42', '(555) 555-42', 4],
])('%s inside a number is left where it is, so that the caret stays (C1)', (_, written, before, caret) => {
  expect(formattedPhone(written, before, caret)).toBe(written)
})

test.each([
  ['(555) 555-4217', false, 1000],
  ['(555) 555-4217', true, null],
  ['+49 1512 345678', false, 1500],
  ['(555) 555-421', false, null],
  ['555-555-4217 ext. 12', false, null],
])('%s with the caret inside (%s) is sent to after %s ms without a key (C1)', (shown, isInside, rest) => {
  expect(restBeforeSending(phoneEntry(shown), isInside)).toBe(rest)
})

test('what is no number is left as it was typed', () => {
  expect(formattedPhone('555-555-4217 ext. 12', '')).toBe('555-555-4217 ext. 12')
})

test.each([
  ['+15555554217', '(555) 555-4217'],
  ['+447911123456', '+44 7911 123456'],
])('%s is read as %s', (e164, read) => {
  expect(readablePhone(e164)).toBe(read)
})

describe('R6.4 when a full number stands there', () => {
  test.each([
    ['5555554217', '+15555554217'],
    ['٥٥٥٥٥٥٤٢١٧', '+15555554217'],
    ['(555) 555-4217', '+15555554217'],
    ['555.555.4217', '+15555554217'],
    ['1 555 555 4217', '+15555554217'],
    ['+44 7911 123456', '+447911123456'],
    ['\u202a+1 (555) 555-4217\u202c', '+15555554217'],
    ['+33 6 12 34 56 78', '+33612345678'],
  ])('%s is full: %s', (shown, e164) => {
    expect(phoneEntry(shown)).toEqual({ state: 'full', e164 })
  })

  test('a number that may be complete and yet go on waits', () => {
    expect(phoneEntry('+49 1512 345678')).toEqual({ state: 'perhaps', e164: '+491512345678' })
  })

  test.each(['', '+', '555', '(555) 555-421', '1 555 555 421', '+44 7911 12345', '+999123456'])(
    '"%s" is a part of a number',
    (shown) => {
      expect(phoneEntry(shown)).toEqual({ state: 'part' })
    },
  )

  test.each(['555-555-4217 ext. 12', '55555542171', 'call me', '+44 7911 1234567'])(
    '"%s" can become no cell phone',
    (shown) => {
      expect(phoneEntry(shown)).toEqual({ state: 'unusable' })
    },
  )

  test('a full North American number is full at its tenth digit and not before', () => {
    const digits = '5555554217'
    const states = [...digits].map((_, at) => phoneEntry(typedOut(digits.slice(0, at + 1))).state)
    expect(states).toEqual([...Array(9).fill('part'), 'full'])
  })
})

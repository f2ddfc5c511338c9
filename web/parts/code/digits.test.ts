import { describe, expect, test } from 'vitest'
import { codeRead } from './digits.ts'

describe('the code in what is pasted (C9)', () => {
  test.each([
    '407112',
    '407 112',
    ' 407-112\n',
    '４０７１１２',
    '٤٠٧١١٢',
    '४०७ ११२',
    '407112 is your Harbor Agency code.',
    'Your Route 66 Agency code is 407112',
    'Your Route 66 Agency code is 407112.',
    'Suite 1200000: 407112',
  ])('%j is 407112', (written) => {
    expect(codeRead(written, '', 6)).toEqual({ shown: '407112', isCode: true })
  })

  test('keeps its leading zero', () => {
    expect(codeRead('012345', '', 6)).toEqual({ shown: '012345', isCode: true })
  })

  test.each([
    'Your Route 66 Agency code is 1234567',
    'either 407112 or 407113',
    '407112 407113',
    '4071123',
    'A407112',
    'Route 66, 4 Elm Street 12',
    'abc',
  ])('%j has none: the field stays as it was, and nothing is checked by itself', (written) => {
    expect(codeRead(written, '40', 6)).toEqual({ shown: '40', isCode: false })
  })

  test.each([
    ['40', '40'],
    ['407-1', '4071'],
    ['', ''],
  ])('%j is a part of one', (written, shown) => {
    expect(codeRead(written, '4', 6)).toEqual({ shown, isCode: false })
  })
})

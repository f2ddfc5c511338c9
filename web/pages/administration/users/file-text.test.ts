import { expect, test } from 'vitest'
import { fileText } from './file-text.ts'

test.each([
  ['plain letters', [0x41, 0x6e, 0x6e], 'Ann', false],
  ['UTF-8', [0x5a, 0x6f, 0xc3, 0xab], 'Zoë', false],
  ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0x5a], 'Z', false],
  ['the code page of older spreadsheets', [0x5a, 0x6f, 0xeb], 'Zoë', true],
  ['the letters of an old Mac, whose lines end with CR', [0x5a, 0x6f, 0x91, 0x0d, 0x41], 'Zoë\rA', true],
  ['UTF-16, as "Unicode text" is saved', [0xff, 0xfe, 0x5a, 0x00, 0xeb, 0x00], 'Zë', false],
  ['UTF-16 the other way round', [0xfe, 0xff, 0x00, 0x5a, 0x00, 0xeb], 'Zë', false],
  ['nothing', [], '', false],
])('a file in %s is read right', (_, bytes, text, isGuessed) => {
  expect(fileText(new Uint8Array(bytes))).toEqual({ text, isGuessed })
})

import { expect, test } from 'vitest'
import { fileText } from './file-text.ts'

test.each([
  ['plain letters', [0x41, 0x6e, 0x6e], 'Ann'],
  ['UTF-8', [0x5a, 0x6f, 0xc3, 0xab], 'Zoë'],
  ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0x5a], 'Z'],
  ['the code page of older spreadsheets', [0x5a, 0x6f, 0xeb], 'Zoë'],
  ['UTF-16, as "Unicode text" is saved', [0xff, 0xfe, 0x5a, 0x00, 0xeb, 0x00], 'Zë'],
  ['nothing', [], ''],
])('a file in %s is read right', (_, bytes, text) => {
  expect(fileText(new Uint8Array(bytes))).toBe(text)
})

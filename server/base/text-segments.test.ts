import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gsmOctets, withoutRareLetters } from './gsm-alphabet.ts'
import { textSegments } from './text-segments.ts'

describe('the alphabet of telephones', () => {
  it.each([
    ['@', [0x00]],
    ['A', [0x41]],
    ['a', [0x61]],
    ['0', [0x30]],
    ['\n', [0x0a]],
    ['_', [0x11]],
    ['à', [0x7f]],
    ['€', [0x1b, 0x65]],
    ['[', [0x1b, 0x3c]],
    ['č', null],
    ['\u{1b}', null],
    ['😀', null],
  ])('writes %j as %j', (letter, octets) => expect(gsmOctets(letter)).toEqual(octets))

  it.each([
    ['Zoë Kovač', 'Zoe Kovac'],
    ['Müller & Søn', 'Müller & Søn'],
    ['O’Neill – “Bo”…', 'O\'Neill - "Bo"...'],
    ['Łukasz Đorđević', 'Lukasz Dordevic'],
    ['Анна', 'Анна'],
    ['e\u0301t\u00e9', 'été'],
  ])('is enough for %s as %s', (text, plain) => expect(withoutRareLetters(text)).toBe(plain))
})

describe('a text message on its way', () => {
  it.each([
    ['a'.repeat(160), 'gsm', [160]],
    ['a'.repeat(161), 'gsm', [153, 8]],
    [`${'a'.repeat(159)}€`, 'gsm', [153, 8]],
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'gsm', [152, 12]],
    ['ж'.repeat(70), 'ucs2', [140]],
    ['ж'.repeat(71), 'ucs2', [134, 8]],
    [`${'ж'.repeat(66)}😀${'ж'.repeat(10)}`, 'ucs2', [132, 24]],
    ['', 'gsm', [0]],
  ])('%s falls into parts of %s octets', (text, alphabet, lengths) => {
    const { alphabet: written, parts } = textSegments(text)
    expect(written).toBe(alphabet)
    expect(parts.map((part) => part.length)).toEqual(lengths)
  })

  it('loses nothing and fits its room, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const { alphabet, parts } = textSegments(text)
        const whole = Buffer.concat(parts)
        if (alphabet === 'ucs2') expect(whole.swap16().toString('utf16le')).toBe(text)
        const [alone, joined] = alphabet === 'gsm' ? [160, 153] : [140, 134]
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(parts.length === 1 ? alone : joined)
      }),
    )
  })
})

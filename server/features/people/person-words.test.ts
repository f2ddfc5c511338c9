import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Findable, personWords, soughtWords } from './person-words.ts'

const person: Findable = {
  displayName: "Zoë Ann O'Neill-Kovač",
  userName: 'ZKOVAC2',
  email: 'zoe.kovac@harbor.example',
  cellPhone: '+15555554217',
}

function isFound(person: Findable, text: string): boolean {
  const words = personWords(person)
  return soughtWords(text).every(({ from, before }) => words.some((word) => word >= from && word < before))
}

describe('a person is found', () => {
  it.each([
    'zo',
    'ZOE',
    'zoë ann',
    'ann zoe',
    "o'nei",
    'neill',
    'kovac',
    'zkovac2',
    'zoe.ko',
    'kovac harbor',
    'zoe.kovac@harbor.example',
    '(555) 555-42',
    '+1 555 555 4217',
    '0555 555',
    '4217',
    'ann 4217',
    '',
    '  ',
  ])('by %j', (text) => expect(isFound(person, text)).toBe(true))

  it.each(["o'brien", 'o\u2019brien', 'o\u00b4brien', 'obrien', "O'BRIEN", 'brien'])(
    'however the name is written, by %j (C13)',
    (text) => {
      for (const displayName of ["Sean O'Brien", 'Sean O\u2019Brien', 'Sean O\u2018Brien'])
        expect(isFound({ ...person, displayName }, text)).toBe(true)
    },
  )

  it('by the same people for every way to type it (C13)', () => {
    const ranges = ["o'brien", 'o\u2019brien', 'obrien'].map(soughtWords)
    expect(ranges[1]).toEqual(ranges[0])
    expect(ranges[2]).toEqual(ranges[0])
  })

  it.each(['oe', '04217', 'zoe bill', '217', '555-4218', 'zoekovac', '%', '_'])('not by %j', (text) =>
    expect(isFound(person, text)).toBe(false),
  )

  it('by the beginning of every word of the name, however it is written', () => {
    const word = fc.stringMatching(/^[a-zA-ZäéøłŽß\u0430-\u044f]{1,30}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.nat(29), (words, cut) => {
        const named = { ...person, displayName: words.join(' ') }
        for (const word of words) {
          const begin = [...word].slice(0, cut + 1).join('')
          expect(isFound(named, begin.toUpperCase())).toBe(true)
          expect(isFound(named, begin.normalize('NFD'))).toBe(true)
        }
      }),
    )
  })

  it('by words of digits only, which sort alike in every language', () => {
    for (const word of personWords(person)) expect(word).toMatch(/^\d+$/)
  })
})

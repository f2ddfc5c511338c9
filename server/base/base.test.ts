import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSame } from './digest.ts'
import { day, daysBetween, hour, secondsUntil } from './duration.ts'
import { type Id, makeId } from './id.ts'
import { nameKey } from './name-key.ts'
import { unstorableText } from './storable-text.ts'

describe('ids', () => {
  it('say what they name, sort by age and differ by their random part', () => {
    const zeros = new Uint8Array(10)
    const ones = new Uint8Array(10).fill(255)
    expect(makeId('person', new Date(0), zeros)).toBe('per_00000000000000000000000000')
    expect(makeId('person', new Date(0), ones)).toBe('per_0000000000zzzzzzzzzzzzzzzz')
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (left, right) => {
        const [early, late] = [Math.min(left, right), Math.max(left, right) + 1]
        expect(makeId('session', new Date(early), ones) < makeId('session', new Date(late), zeros)).toBe(true)
      }),
    )
  })

  it('of one kind are none of another, to the compiler', () => {
    const person = makeId('person', new Date(0), new Uint8Array(10))
    // @ts-expect-error a person is no machine
    const machine: Id<'machine'> = person
    const fromOutside: string = machine
    const owner: Id<'person'> = fromOutside
    expect(owner).toBe(person)
  })
})

describe('durations', () => {
  it('count whole days of 24 hours, never negative', () => {
    const from = new Date('2026-03-28T12:00:00Z')
    expect(daysBetween(from, new Date(from.getTime() + day - 1))).toBe(0)
    expect(daysBetween(from, new Date(from.getTime() + day))).toBe(1)
    expect(daysBetween(from, new Date(from.getTime() - hour))).toBe(0)
  })

  it('tell at least one second to wait', () => {
    expect(secondsUntil(new Date(1), new Date(0))).toBe(1)
    expect(secondsUntil(new Date(0), new Date(5000))).toBe(1)
    expect(secondsUntil(new Date(1001), new Date(0))).toBe(2)
  })
})

describe('names', () => {
  it.each([
    ['BSMITH', 'bsmith'],
    [' bsmith ', 'bsmith'],
    ['ＢＳＭＩＴＨ', 'bsmith'],
    ['ﬁona', 'fiona'],
    ['Ame\u0301lie', 'am\u00e9lie'],
    ['Main  Street \u00a0 Office', 'main street office'],
    ['O\u2019Brien', "o'brien"],
    ['O\u00b4Brien', "o'brien"],
    ['Smith\u2013Jones', 'smith-jones'],
    ['B\u200bSMITH\u2060', 'bsmith'],
    ['\u0639\u0644\u06cc\u200c\u0631\u0636\u0627', '\u0639\u0644\u06cc\u0631\u0636\u0627'],
  ])('"%s" is compared as "%s"', (name, key) => {
    expect(nameKey(name)).toBe(key)
  })

  it('compare the same once compared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name))
      }),
    )
  })
})

describe('secrets', () => {
  it('are the same or not, whatever their lengths', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(isSame(left, right)).toBe(left === right)
      }),
    )
  })
})

describe('texts', () => {
  it.each([
    ['plain', null],
    [{ a: ['b', { c: 'd' }], e: 1, f: null }, null],
    ['a\u0000b', 'body'],
    [{ a: ['b', { c: '\ud800' }] }, 'a.1.c'],
    [{ 'a\u0000': 'b' }, 'body'],
  ])('%j cannot be kept at %s', (value, path) => {
    expect(unstorableText(value)).toBe(path)
  })
})

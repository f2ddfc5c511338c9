import { describe, expect, test } from 'vitest'
import type { Forecast, LockedOutPerson, Outcomes } from '../../../contract/api/forecast.ts'
import { forecastTitle, isForeseen, plainLines, warnings } from './forecast-lines.ts'

const elm = { id: 'loc_elm', name: 'Elm Street' }
const noah: LockedOutPerson = {
  id: 'per_noah',
  userName: 'NOPHONE',
  displayName: 'Noah Phelps',
  location: elm,
  check: 'no-cell-phone',
  sentence: 'No cell phone.',
  remedy: 'cell-phone',
}
const nobody: Outcomes = { asked: 0, askedBy: {}, setUp: 0, letIn: 0, lockedOut: { count: 0, first: [] } }
const lockedOut = (...first: LockedOutPerson[]): Outcomes => ({
  ...nobody,
  lockedOut: { count: first.length, first },
})

function forecast(some: Partial<Forecast>): Forecast {
  return {
    people: 7,
    onNewComputer: nobody,
    onOwnComputer: nobody,
    lockedOutLocations: { count: 0, first: [] },
    locksOutYou: false,
    textServiceMissing: false,
    ...some,
  }
}

const texts = (some: Partial<Forecast>) => warnings(forecast(some)).map(({ text }) => text)

test.each([
  ['2FA', true],
  ['UMA', true],
  ['2FAMETHODS', true],
  ['CODELENGTH', false],
  ['NEWCONNECTIONNOTICE', false],
] as const)('R10.1 a change of %s is looked at before it is saved: %s', (code, expected) => {
  expect(isForeseen(code)).toBe(expected)
})

test.each([
  ['On', 'If you turn this on now'],
  ['on', 'If you turn this on now'],
  ['off', 'If you save this now'],
  ['email', 'If you save this now'],
])('before %s is saved stands "%s"', (value, title) => {
  expect(forecastTitle(value)).toBe(title)
})

describe('how people will fare', () => {
  test('is told by the way that is used at once, then set-up, then who is let in', () => {
    const onNewComputer = { ...nobody, asked: 14, askedBy: { text: 12, email: 2 }, setUp: 3, letIn: 1 }
    expect(plainLines({ onNewComputer })).toEqual([
      "12 people will be asked for a text message on computers we don't know.",
      "2 people will be asked for a code by e-mail on computers we don't know.",
      '3 people will be led to set-up at their next sign-in.',
      '1 person will be let in with only their password.',
      'Everybody could still sign in.',
    ])
  })

  test('never says that everybody could sign in where somebody could not', () => {
    expect(plainLines({ onNewComputer: lockedOut(noah) })).toEqual([])
  })
})

describe('the warnings', () => {
  test('are none where nobody is locked out', () => {
    expect(texts({})).toEqual([])
  })

  test('name the reason where it is the same for all', () => {
    expect(texts({ onNewComputer: lockedOut(noah, noah, noah) })).toEqual([
      '3 people could not sign in on a new computer: no cell phone.',
    ])
  })

  test('name no reason where there are several', () => {
    expect(texts({ onNewComputer: lockedOut(noah, { ...noah, remedy: 'reset' }) })).toEqual([
      '2 people could not sign in on a new computer.',
    ])
  })

  test.each([
    [2, 'Their usual computer would not let them in either.'],
    [1, '1 person would not get in on their usual computer either.'],
  ])('say of %i that their own computer does not help', (count, sentence) => {
    const own = { ...nobody, lockedOut: { count, first: [] } }
    expect(texts({ onNewComputer: lockedOut(noah, noah), onOwnComputer: own })[0]).toContain(sentence)
  })

  test('name each location with its own people to help', () => {
    const onNewComputer = lockedOut({ ...noah, location: null }, noah)
    const lockedOutLocations = { count: 1, first: [{ ...elm, people: 3 }] }
    expect(warnings(forecast({ onNewComputer, lockedOutLocations }))[1]).toEqual({
      key: 'loc_elm',
      text: 'Elm Street: nobody there could make a new computer known.',
      people: [noah],
      count: 3,
      location: 'loc_elm',
    })
  })

  test('name ten locations, and how many more there are', () => {
    const first = Array.from({ length: 12 }, (_, at) => ({
      id: `loc_${at}`,
      name: `Office ${at}`,
      people: 1,
    }))
    const all = texts({ lockedOutLocations: { count: 12, first } })
    expect(all).toHaveLength(11)
    expect(all.at(-1)).toBe('and 2 more locations.')
  })

  test('say that this server cannot send text messages', () => {
    expect(texts({ textServiceMissing: true })[0]).toContain('no service for text messages')
  })
})

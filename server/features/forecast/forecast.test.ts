import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { methods, type Verdict } from '../../../contract/words.ts'
import type { Decision } from '../policy/decision.ts'
import { forecastTally, lockedOutPerson, outcomeOf } from './forecast.ts'

const decision = (verdict: Verdict, more: Partial<Decision> = {}): Decision => ({
  verdict,
  check: 'last-word',
  methods: [],
  enrollFollows: false,
  restsOnReset: false,
  letThroughBy: null,
  reasons: [],
  nearest: null,
  ...more,
})

const person = { id: 'per_1', userName: 'BSMITH', displayName: 'Bill Smith', location: null }

describe('how somebody fares', () => {
  it.each([
    ['allow', [], true, 'letIn'],
    ['enroll', [], true, 'setUp'],
    ['refuse', [], true, 'lockedOut'],
    ['challenge', ['text'], true, 'asked'],
    ['challenge', ['text'], false, 'lockedOut'],
    ['challenge', ['text', 'email'], false, 'asked'],
    ['challenge', ['app'], false, 'asked'],
  ] as const)('%s by %j, with a service for text messages: %s, is %s', (verdict, methods, text, outcome) => {
    expect(outcomeOf(decision(verdict, { methods }), { text })).toBe(outcome)
  })

  it.each([
    ['refuse', 'no-cell-phone', 'cell-phone'],
    ['refuse', 'no-method-left', 'reset'],
    ['refuse', 'reset-over', 'reset'],
    ['challenge', 'machine-unrecognized', 'text-service'],
  ] as const)('%s for %s is mended by: %s', (verdict, check, remedy) => {
    expect(lockedOutPerson(person, decision(verdict, { check }))).toMatchObject({ check, remedy })
  })
})

describe('the tally', () => {
  const places = ['A', 'B', 'C'].map((name) => ({ id: `loc_${name}`, name }))
  const outlook = fc.record({
    person: fc.record({
      id: fc.uuid(),
      userName: fc.string(),
      displayName: fc.string(),
      location: fc.option(fc.constantFrom(...places)),
    }),
    onNewComputer: decisions(),
    onOwnComputer: decisions(),
  })

  function decisions() {
    return fc
      .tuple(
        fc.constantFrom<Verdict>('allow', 'challenge', 'enroll', 'refuse'),
        fc.shuffledSubarray([...methods], { minLength: 1 }),
      )
      .map(([verdict, methods]) => decision(verdict, verdict === 'challenge' ? { methods } : {}))
  }

  it('counts everybody once on each computer, and names at most 100', () => {
    fc.assert(
      fc.property(fc.array(outlook, { maxLength: 300 }), fc.boolean(), (outlooks, text) => {
        const tally = forecastTally({ text })
        for (const one of outlooks) tally.add(one)
        const { people, onNewComputer, onOwnComputer } = tally.result()
        expect(people).toBe(outlooks.length)
        for (const { asked, askedBy, setUp, letIn, lockedOut } of [onNewComputer, onOwnComputer]) {
          expect(asked + setUp + letIn + lockedOut.count).toBe(people)
          expect(Object.values(askedBy).reduce((sum, count) => sum + count, 0)).toBe(asked)
          expect(lockedOut.first).toHaveLength(Math.min(lockedOut.count, 100))
        }
      }),
    )
  })

  it('a location is closed where everybody there is locked out on a new computer, and there is somebody', () => {
    fc.assert(
      fc.property(fc.array(outlook, { maxLength: 12 }), (outlooks) => {
        const tally = forecastTally({ text: true })
        for (const one of outlooks) tally.add(one)
        const closed = places.filter(({ id }) => {
          const there = outlooks.filter(({ person }) => person.location?.id === id)
          return there.length > 0 && there.every(({ onNewComputer }) => onNewComputer.verdict === 'refuse')
        })
        const { count, first } = tally.result().lockedOutLocations
        expect(first.map(({ id }) => id).sort()).toEqual(closed.map(({ id }) => id))
        expect(count).toBe(closed.length)
      }),
    )
  })
})

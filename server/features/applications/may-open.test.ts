import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { methods, openChecks, openVerdicts } from '../../../contract/words.ts'
import { later, minute } from '../../base/duration.ts'
import { ageLimit, both, type Wanted } from './demands.ts'
import { mayOpen } from './may-open.ts'
import type { OpeningFacts } from './opening.ts'
import { explainOpening } from './opening-sentences.ts'

const factColumns = {
  application: ['on', 'off'],
  person: ['among', 'not'],
  machine: ['free', 'recognized', 'idle', 'unrecognized'],
  password: ['free', 'fresh', 'limit', 'old'],
  'factor age': ['free', 'fresh', 'limit', 'old'],
  'factor kind': ['free', 'counts', 'other'],
  factor: ['proved', 'none'],
  ways: ['counts', 'other', 'none'],
} as const
type Column = keyof typeof factColumns
type Case = Record<Column, string>
type Row = Record<Column | 'verdict' | 'check' | 'asks', string>

const columns = Object.keys(factColumns) as Column[]
const now = new Date('2026-05-03T09:00:00Z')

function readTable(): Row[] {
  const lines = readFileSync(new URL('./may-open-table.md', import.meta.url), 'utf8').split('\n')
  const [head, , ...body] = lines.filter((line) => line.startsWith('|')).map(cells)
  return body.map((row) => Object.fromEntries(row.map((cell, i) => [head![i]!, cell])) as Row)
}

function cells(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim())
}

/** A misspelt value would fit nothing in silence. */
function valuesOf(column: Column, cell: string): readonly string[] {
  const all: readonly string[] = factColumns[column]
  if (cell === '*') return all
  const named = cell.replace(/^all but /, '').split(' or ')
  for (const value of named) if (!all.includes(value)) throw new Error(`${column} knows no "${value}"`)
  return cell.startsWith('all but ') ? all.filter((value) => !named.includes(value)) : named
}

const everyCase = columns.reduce<Case[]>(
  (cases, column) =>
    cases.flatMap((one) => factColumns[column].map((value) => ({ ...one, [column]: value }))),
  [{} as Case],
)

const fits = (row: Row, one: Case) =>
  columns.every((column) => valuesOf(column, row[column]).includes(one[column]))

const limit = later(now, -60 * minute)
const ages: Record<string, Date> = { fresh: later(limit, 1), limit, old: later(limit, -1), free: limit }

/** The app counts where a kind is demanded; a factor of another kind was an e-mailed code. */
function factsOf(one: Case): OpeningFacts {
  const ways = { counts: ['app'], other: ['email'], none: [] } as const
  const method = one['factor kind'] === 'other' ? 'email' : 'app'
  return {
    now,
    application: {
      isOn: one.application === 'on',
      wanted: {
        passwordAfter: one.password === 'free' ? null : limit,
        factorAfter: one['factor age'] === 'free' ? null : limit,
        methods: one['factor kind'] === 'free' ? null : ['app'],
        recognizedMachine: one.machine !== 'free',
      },
    },
    person: { isAmong: one.person === 'among', methods: ways[one.ways as keyof typeof ways] },
    machine: one.machine === 'free' ? 'unrecognized' : (one.machine as OpeningFacts['machine']),
    session: {
      passwordAt: ages[one.password]!,
      factor: one.factor === 'none' ? null : { method, at: ages[one['factor age']]! },
    },
  }
}

function expected({ verdict, check, asks }: Row, one: Case) {
  const code = one.ways === 'other' ? ['email'] : ['app']
  const prove = { password: asks.includes('password'), methods: asks.includes('code') ? code : [] }
  return { verdict, check, prove }
}

const table = readTable()

describe('the table of opening', () => {
  test('every combination of the facts fits exactly one row', () => {
    expect(everyCase).toHaveLength(2 * 2 * 4 * 4 * 4 * 3 * 2 * 3)
    const wrong = everyCase.filter((one) => table.filter((row) => fits(row, one)).length !== 1)
    expect(wrong.slice(0, 5)).toEqual([])
  })

  test('every row is needed by some combination', () => {
    expect(table.filter((row) => !everyCase.some((one) => fits(row, one)))).toEqual([])
  })

  test('every combination is answered as the table says (R13.3)', () => {
    for (const one of everyCase) {
      const { verdict, check, prove, reasons } = mayOpen(factsOf(one))
      const should = expected(table.find((row) => fits(row, one))!, one)
      expect({ verdict, check, prove }, JSON.stringify(one)).toEqual(should)
      expect(reasons[0]?.check).toBe(check)
    }
  })
})

const aTime = fc.option(
  fc.integer({ min: -90, max: 5 }).map((minutes) => later(now, minutes * minute)),
  { nil: null },
)
const wanted: fc.Arbitrary<Wanted> = fc.record({
  passwordAfter: aTime,
  factorAfter: aTime,
  methods: fc.option(fc.subarray([...methods]), { nil: null }),
  recognizedMachine: fc.boolean(),
})
const anyFacts: fc.Arbitrary<OpeningFacts> = fc.record({
  now: fc.constant(now),
  application: fc.record({ isOn: fc.constantFrom(true, true, false), wanted }),
  person: fc.record({
    isAmong: fc.constantFrom(true, true, false),
    methods: fc.shuffledSubarray([...methods]),
  }),
  machine: fc.constantFrom('recognized', 'idle', 'unrecognized'),
  session: fc.record({
    passwordAt: aTime.map((at) => at ?? new Date(Number.NaN)),
    factor: fc.option(
      fc.record({
        method: fc.constantFrom(...methods),
        at: aTime.map((at) => at ?? new Date(Number.NaN)),
      }),
      { nil: null },
    ),
  }),
})

const strictness = { open: 0, 'prove-again': 1, refuse: 2 }
const asks = (facts: OpeningFacts) => strictness[mayOpen(facts).verdict]
const holds = <T>(values: fc.Arbitrary<T>, law: (value: T) => void) =>
  fc.assert(fc.property(values, law), { numRuns: 2000 })

describe('laws of opening', () => {
  test('it opens only by the check that opens, and only while everything demanded is met', () => {
    holds(anyFacts, (facts) => {
      const { verdict, check } = mayOpen(facts)
      expect(verdict === 'open').toBe(check === 'open')
      if (verdict !== 'open') return
      const { isOn, wanted } = facts.application
      expect(isOn && facts.person.isAmong).toBe(true)
      if (wanted.recognizedMachine) expect(facts.machine).toBe('recognized')
      if (wanted.passwordAfter) expect(facts.session.passwordAt > wanted.passwordAfter).toBe(true)
      if (wanted.factorAfter) expect(facts.session.factor!.at > wanted.factorAfter).toBe(true)
      if (wanted.methods) expect(wanted.methods).toContain(facts.session.factor!.method)
    })
  })

  test('a demand more never asks less', () => {
    holds(fc.tuple(anyFacts, wanted), ([facts, more]) => {
      const { application } = facts
      const stricter = { ...application, wanted: both(application.wanted, more) }
      expect(asks({ ...facts, application: stricter })).toBeGreaterThanOrEqual(asks(facts))
    })
  })

  test('what stood in for a second factor never satisfies a demand for one (R13.4)', () => {
    holds(anyFacts, (facts) => {
      const { factorAfter, methods } = facts.application.wanted
      const without = { ...facts, session: { ...facts.session, factor: null } }
      if (factorAfter || methods) expect(mayOpen(without).verdict).not.toBe('open')
      expect(asks(without)).toBeGreaterThanOrEqual(asks(facts))
    })
  })

  test('whoever proves what is asked gets in, and is asked for nothing they cannot prove', () => {
    holds(anyFacts, (facts) => {
      const { verdict, prove } = mayOpen(facts)
      expect(verdict === 'prove-again').toBe(prove.password || prove.methods.length > 0)
      for (const method of prove.methods) expect(facts.person.methods).toContain(method)
      if (verdict !== 'prove-again') return
      const { wanted } = facts.application
      const after = later(now, 10 * minute)
      const session = {
        passwordAt: prove.password ? after : facts.session.passwordAt,
        factor: prove.methods[0] ? { method: prove.methods[0], at: after } : facts.session.factor,
      }
      expect(mayOpen({ ...facts, now: after, application: { isOn: true, wanted }, session }).verdict).toBe(
        'open',
      )
    })
  })

  test('more time gone never opens more', () => {
    const aged = fc.tuple(anyFacts, fc.nat({ max: 500 }))
    holds(aged, ([facts, minutes]) => {
      const { wanted, isOn } = facts.application
      const moved = (at: Date | null) => at && later(at, minutes * minute)
      const then = {
        ...wanted,
        passwordAfter: moved(wanted.passwordAfter),
        factorAfter: moved(wanted.factorAfter),
      }
      const application = { isOn, wanted: then }
      expect(asks({ ...facts, now: moved(now)!, application })).toBeGreaterThanOrEqual(asks(facts))
    })
  })

  test('every answer has its reason, a change that would have led elsewhere, and lines that say so', () => {
    holds(anyFacts, (facts) => {
      const opening = mayOpen(facts)
      expect(openChecks).toContain(opening.check)
      expect(openVerdicts).toContain(opening.verdict)
      expect(opening.nearest?.wouldBe).not.toBe(opening.verdict)
      expect(explainOpening(opening).join(' ')).not.toMatch(/undefined|null|NaN/)
    })
  })

  test('it reads the facts and never writes them, and answers the same every time', () => {
    holds(anyFacts, (facts) => {
      const copy = structuredClone(facts)
      expect(mayOpen(facts)).toEqual(mayOpen(copy))
      expect(facts).toEqual(copy)
    })
  })

  test('facts that no check has a word for are refused', () => {
    const facts = factsOf({
      ...Object.fromEntries(columns.map((column) => [column, 'free'])),
      ...{ application: 'on', person: 'among', factor: 'none', ways: 'none' },
    } as Case)
    const odd = { ...facts, person: { ...facts.person, isAmong: 'yes' as unknown as boolean } }
    expect(mayOpen(facts).verdict).toBe('open')
    expect(mayOpen(odd)).toMatchObject({ verdict: 'refuse', check: 'last-word' })
  })
})

describe('how old a proof may be', () => {
  const minutesAgo = (minutes: number) => later(now, -minutes * minute)

  test.each([
    ['nothing is demanded', null, null, null],
    ['an hour', 60 * minute, null, minutesAgo(60)],
    ['an hour, begun just now', 60 * minute, minutesAgo(1), minutesAgo(60)],
    ['a minute, begun five minutes ago', minute, minutesAgo(5), minutesAgo(5)],
    ['a minute, begun an hour ago', minute, minutesAgo(60), minutesAgo(10)],
    ['for this very opening, only asked now', 0, null, now],
    ['for this very opening, begun two minutes ago', 0, minutesAgo(2), minutesAgo(2)],
  ])('%s', (_, age, begunAt, after) => {
    expect(ageLimit(age, { now, begunAt })).toEqual(after)
  })
})

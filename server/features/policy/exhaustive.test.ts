import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { day, later } from '../../base/duration.ts'
import type { Change } from '../machines/machine.ts'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Facts } from './facts.ts'

const factColumns = {
  person: ['active', 'inactive'],
  '2FA': ['off', 'on'],
  UMA: ['off', 'key-missing', 'unrecognized', 'idle', 'recognized'],
  'cell phone': ['yes', 'no'],
  'set-up': ['finished', 'not'],
  methods: ['some', 'mail', 'none'],
  mail: ['counts', 'not'],
  reset: ['open', 'over', 'lost', 'no'],
  frequency: ['0', '7'],
  connection: [
    'no-cookie',
    'key-missing',
    'new',
    'N',
    'B',
    'S',
    'NB',
    'NS',
    'BS',
    'NBS',
    'fresh',
    'limit',
    'old',
  ],
} as const
type Column = keyof typeof factColumns
type Case = Record<Column, string>
type Row = Record<Column | 'verdict' | 'check' | 'by' | 'more', string>

const columns = Object.keys(factColumns) as Column[]
const now = new Date('2026-05-03T09:00:00Z')
const own = ['app', 'email'] as const
const mail = ['email'] as const

function readTable(): Row[] {
  const lines = readFileSync(new URL('./decision-table.md', import.meta.url), 'utf8').split('\n')
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

const keyMissing = { state: 'key-missing', registeredAt: now, another: false } as const

function machineOf(state: string): Facts['machine'] {
  if (state === 'unrecognized') return { state }
  if (state === 'key-missing') return { ...keyMissing, otherwise: { state: 'unrecognized' } }
  const lastUsedAt = later(now, state === 'idle' ? -30 * day : -day)
  return { state: state as 'idle' | 'recognized', recognizedAt: lastUsedAt, lastUsedAt, name: null }
}

function connectionOf(word: string): Facts['connection'] {
  if (word === 'key-missing') return { ...keyMissing, otherwise: { state: 'none', hasCookie: true } }
  if (word === 'no-cookie') return { state: 'none', hasCookie: false }
  if (word === 'new') return { state: 'none', hasCookie: true }
  const ages: Record<string, number> = { fresh: 6, limit: 7, old: 8 }
  const age = ages[word]
  if (age !== undefined) return { state: 'same', provedAt: later(now, -age * day) }
  const parts: Record<string, Change> = {
    N: { part: 'network', from: '203.0.113.7', to: '198.51.100.4' },
    B: { part: 'browser', from: 'Chrome', to: 'Firefox' },
    S: { part: 'system', from: 'Windows', to: 'macOS' },
  }
  return { state: 'changed', provedAt: later(now, -day), changed: [...word].map((letter) => parts[letter]!) }
}

function factsOf(one: Case, offMachine: string): Facts {
  return {
    now,
    person: {
      active: one.person === 'active',
      hasCellPhone: one['cell phone'] === 'yes',
      isSetUp: one['set-up'] === 'finished',
      methods: { some: own, mail }[one.methods] ?? [],
      waysAfterReset: { over: mail, lost: [] }[one.reset] ?? null,
      mailCountsFrom: one.mail === 'not' ? later(now, day) : null,
    },
    twoFactor: { on: one['2FA'] === 'on', frequencyDays: Number(one.frequency) },
    unidentifiedMachine: { on: one.UMA !== 'off', idleDays: 30 },
    machine: machineOf(one.UMA === 'off' ? offMachine : one.UMA),
    connection: connectionOf(one.connection),
    resetOpen: one.reset === 'open',
  }
}

function expected(row: Row): Omit<Decision, 'reasons' | 'nearest'> {
  const ways = { '': [], own, mail, text: ['text'] as const, app: ['app'] as const }
  const letThrough = { connection: 'remembered-connection', machine: 'recognized-machine' } as const
  return {
    verdict: row.verdict as Decision['verdict'],
    check: row.check as Decision['check'],
    methods: ways[row.by as keyof typeof ways],
    enrollFollows: row.more.includes('enroll'),
    restsOnReset: row.more.includes('resets'),
    letThroughBy: letThrough[row.more as keyof typeof letThrough] ?? null,
  }
}

const table = readTable()

test('every combination of the facts fits exactly one row of the table', () => {
  expect(everyCase).toHaveLength(2 * 2 * 5 * 2 * 2 * 3 * 2 * 4 * 2 * 13)
  const wrong = everyCase.filter((one) => table.filter((row) => fits(row, one)).length !== 1)
  expect(wrong.slice(0, 5)).toEqual([])
})

test('every row of the table is needed by some combination', () => {
  expect(table.filter((row) => !everyCase.some((one) => fits(row, one)))).toEqual([])
})

test('the decision answers every combination as the table says, whatever is known of a machine UMA does not ask about', () => {
  const differing = everyCase.flatMap((one) => {
    const should = expected(table.find((row) => fits(row, one))!)
    const offMachines = one.UMA === 'off' ? factColumns.UMA.slice(1) : ['recognized']
    return offMachines.flatMap((machine) => {
      const { reasons: _, nearest: __, ...does } = decide(factsOf(one, machine))
      return JSON.stringify(sorted(does)) === JSON.stringify(sorted(should)) ? [] : [{ one, does, should }]
    })
  })
  expect(differing.slice(0, 5)).toEqual([])
})

test('the first reason is the check that spoke, and names every part that changed', () => {
  for (const one of everyCase) {
    const { check, reasons } = decide(factsOf(one, 'unrecognized'))
    expect(reasons[0]?.check, JSON.stringify(one)).toBe(check)
    if (check.endsWith('-changed'))
      expect(reasons.map((reason) => reason.check)).toEqual([
        ...changes(one.connection),
        ...(one.mail === 'not' ? ['mailbox-alone'] : []),
      ])
  }
})

function changes(letters: string): string[] {
  const names: Record<string, string> = { N: 'network-changed', B: 'browser-changed', S: 'system-changed' }
  return [...letters].map((letter) => names[letter]!)
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => left.localeCompare(right)))
}

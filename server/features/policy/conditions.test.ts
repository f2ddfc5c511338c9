import { expect, test } from 'vitest'
import { day, later } from '../../base/duration.ts'
import { isKnown } from './conditions.ts'
import type { Facts } from './facts.ts'

const now = new Date('2026-05-03T09:00:00Z')
const known: Facts = {
  now,
  person: {
    active: true,
    hasCellPhone: true,
    isSetUp: true,
    methods: ['email'],
    waysAfterReset: null,
    mailCountsFrom: null,
  },
  twoFactor: { on: true, frequencyDays: 7 },
  unidentifiedMachine: { on: true, idleDays: 30 },
  machine: { state: 'recognized', recognizedAt: now, lastUsedAt: now, name: null },
  connection: { state: 'same', provedAt: later(now, -6 * day) },
  resetOpen: false,
}
const off = { twoFactor: { on: false, frequencyDays: 7 }, unidentifiedMachine: { on: false, idleDays: 30 } }
const [lastUsedAt, recognizedAt] = [now, now]

test('known holds while everything that is switched on is satisfied', () => {
  expect(isKnown(known)).toBe(true)
  expect(
    isKnown({ ...known, twoFactor: off.twoFactor, connection: { state: 'none', hasCookie: true } }),
  ).toBe(true)
  expect(
    isKnown({ ...known, unidentifiedMachine: off.unidentifiedMachine, machine: { state: 'unrecognized' } }),
  ).toBe(true)
})

// It is the check that allows: were the list ever reordered, it must still not let these in.
test.each<[string, Partial<Facts>]>([
  ['nothing is on', off],
  ['the machine is not recognized', { machine: { state: 'unrecognized' } }],
  ['the machine stood idle', { machine: { state: 'idle', lastUsedAt, recognizedAt, name: null } }],
  ['set-up is not finished', { person: { ...known.person, isSetUp: false } }],
  ['every sign-in is asked', { twoFactor: { on: true, frequencyDays: 0 } }],
  ['the proof is as old as the limit', { connection: { state: 'same', provedAt: later(now, -7 * day) } }],
  ['the proof has no readable time', { connection: { state: 'same', provedAt: new Date(Number.NaN) } }],
  ['the person proved nothing here', { connection: { state: 'none', hasCookie: true } }],
  ['something changed', { connection: { state: 'changed', provedAt: now, changed: [] } }],
])('known does not hold, by itself, where %s', (_, parts) => {
  expect(isKnown({ ...known, ...parts })).toBe(false)
})

import { describe, expect, test } from 'vitest'
import { checks } from '../../../contract/words.ts'
import { day, later } from '../../base/duration.ts'
import type { KnownConnection, KnownMachine } from '../machines/machine.ts'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Facts } from './facts.ts'

const now = new Date('2026-05-03T09:00:00.000Z')
const ago = (days: number) => later(now, -days * day)
const iso = (days: number) => ago(days).toISOString()

type Parts = Partial<Omit<Facts, 'person'>> & { person?: Partial<Facts['person']> }

/** Somebody known in every way, in an organization that asks for everything. */
function facts({ person, ...rest }: Parts = {}): Facts {
  return {
    now,
    person: {
      active: true,
      hasCellPhone: true,
      isSetUp: true,
      methods: ['app', 'email'],
      waysAfterReset: null,
      mailCountsFrom: null,
      ...person,
    },
    twoFactor: { on: true, frequencyDays: 7 },
    unidentifiedMachine: { on: true, idleDays: 30 },
    machine: recognized(2),
    connection: same(3),
    resetOpen: false,
    ...rest,
  }
}

const off = { twoFactor: { on: false, frequencyDays: 7 }, uma: { on: false, idleDays: 30 } }
const recognized = (usedDaysAgo: number): KnownMachine => ({
  state: 'recognized',
  recognizedAt: ago(90),
  lastUsedAt: ago(usedDaysAgo),
  name: 'Front desk 2',
})
const idle = (usedDaysAgo: number): KnownMachine =>
  ({ ...recognized(usedDaysAgo), state: 'idle' }) as KnownMachine
const same = (provedDaysAgo: number): KnownConnection => ({ state: 'same', provedAt: ago(provedDaysAgo) })
const idleValues = (days: number) => ({
  recognizedAt: iso(90),
  lastUsedAt: iso(days),
  days,
  limit: 30,
  name: 'Front desk 2',
})
const missing = <Known>(otherwise: Known, registeredAt: Date | null = ago(20)) =>
  ({ state: 'key-missing', registeredAt, another: false, otherwise }) as const
const network = { part: 'network', from: '203.0.113.7', to: '198.51.100.4' } as const
const browser = { part: 'browser', from: 'Chrome', to: 'Firefox' } as const
const system = { part: 'system', from: 'Windows', to: 'macOS' } as const

interface Row {
  rule: string
  given: Facts
  answer: Partial<Decision>
}

const rows: Row[] = [
  {
    rule: 'R3.1 a deactivated person is refused, whatever else is true',
    given: facts({ person: { active: false } }),
    answer: {
      verdict: 'refuse',
      reasons: [{ check: 'person-inactive', values: {} }],
      nearest: { change: 'activate-person', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R3.2 where nothing is switched on, nothing is asked',
    given: facts({ twoFactor: off.twoFactor, unidentifiedMachine: off.uma, person: { isSetUp: false } }),
    answer: {
      verdict: 'allow',
      letThroughBy: null,
      reasons: [{ check: 'nothing-asked', values: {} }],
      nearest: { change: 'turn-on-two-factor', wouldBe: 'enroll', values: {} },
    },
  },
  {
    rule: 'R3.3 a machine nobody proved refuses a person without a cell phone',
    given: facts({
      twoFactor: off.twoFactor,
      machine: { state: 'unrecognized' },
      person: { hasCellPhone: false },
    }),
    answer: {
      verdict: 'refuse',
      reasons: [{ check: 'no-cell-phone', values: { machine: 'unrecognized' } }],
      nearest: { change: 'add-cell-phone', wouldBe: 'challenge', values: {} },
    },
  },
  {
    rule: 'R3.3 so does a machine that stood idle',
    given: facts({ twoFactor: off.twoFactor, machine: idle(31), person: { hasCellPhone: false } }),
    answer: {
      verdict: 'refuse',
      reasons: [{ check: 'no-cell-phone', values: { machine: 'idle', ...idleValues(31) } }],
    },
  },
  {
    rule: 'R3.3 a finished set-up counts in place of a cell phone while 2FA is On',
    given: facts({ machine: { state: 'unrecognized' }, person: { hasCellPhone: false } }),
    answer: { verdict: 'challenge', check: 'machine-unrecognized', methods: ['app', 'email'] },
  },
  {
    rule: 'R3.4 a machine nobody proved asks by text message where only UMA is on',
    given: facts({ twoFactor: off.twoFactor, machine: { state: 'unrecognized' } }),
    answer: {
      verdict: 'challenge',
      methods: ['text'],
      enrollFollows: false,
      reasons: [{ check: 'machine-unrecognized', values: {} }],
      nearest: { change: 'prove-once-here', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R3.4 set-up follows the text message where 2FA is On and set-up is not finished',
    given: facts({ machine: idle(30), person: { isSetUp: false, methods: ['email'] } }),
    answer: {
      verdict: 'challenge',
      methods: ['text'],
      enrollFollows: true,
      restsOnReset: false,
      reasons: [
        { check: 'machine-idle', values: idleValues(30) },
        { check: 'not-set-up', values: {} },
      ],
      nearest: { change: 'sign-in-before', wouldBe: 'enroll', values: { at: iso(0) } },
    },
  },
  {
    rule: 'R3.4 an open reset does not weaken it, and the set-up that follows rests on it',
    given: facts({
      machine: { state: 'unrecognized' },
      resetOpen: true,
      person: { isSetUp: false, methods: [] },
    }),
    answer: {
      verdict: 'challenge',
      methods: ['text'],
      enrollFollows: true,
      restsOnReset: true,
      reasons: [
        { check: 'machine-unrecognized', values: {} },
        { check: 'reset-open', values: {} },
      ],
    },
  },
  {
    rule: 'R3.4 no single change helps on a new machine where every sign-in is asked',
    given: facts({ machine: { state: 'unrecognized' }, twoFactor: { on: true, frequencyDays: 0 } }),
    answer: { verdict: 'challenge', check: 'machine-unrecognized', nearest: null },
  },
  {
    rule: 'R15.2 a machine whose key is missing asks as a new one does, before what else is known of it',
    given: facts({ machine: missing(recognized(2)), connection: missing(same(3)) }),
    answer: {
      verdict: 'challenge',
      methods: ['app', 'email'],
      reasons: [{ check: 'machine-key-missing', values: { registeredAt: iso(20), another: false } }],
      nearest: { change: 'prove-key', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R15.2 by text message where only UMA is on',
    given: facts({ twoFactor: off.twoFactor, machine: missing(recognized(2)), connection: missing(same(3)) }),
    answer: { verdict: 'challenge', check: 'machine-key-missing', methods: ['text'] },
  },
  {
    rule: 'R15.2 where only 2FA is on, and the key would not have been enough, one proof would',
    given: facts({
      unidentifiedMachine: off.uma,
      machine: missing(recognized(2)),
      connection: missing(same(9)),
    }),
    answer: {
      verdict: 'challenge',
      check: 'machine-key-missing',
      nearest: { change: 'prove-once-here', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R15.4 where a key is required, a machine without one counts as new',
    given: facts({ machine: missing(recognized(2), null), connection: missing(same(3), null) }),
    answer: {
      verdict: 'challenge',
      reasons: [{ check: 'machine-key-missing', values: { registeredAt: null, another: false } }],
      nearest: { change: 'let-cookies-count', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R15.2 without a cell phone it is refused as a new machine is',
    given: facts({
      twoFactor: off.twoFactor,
      machine: missing(recognized(2)),
      person: { hasCellPhone: false },
    }),
    answer: {
      verdict: 'refuse',
      reasons: [{ check: 'no-cell-phone', values: { machine: 'key-missing' } }],
      nearest: { change: 'add-cell-phone', wouldBe: 'challenge', values: {} },
    },
  },
  {
    rule: 'R15.2 it weakens no reset: set-up follows the text message',
    given: facts({
      machine: missing(recognized(2)),
      connection: missing(same(3)),
      resetOpen: true,
      person: { isSetUp: false, methods: [] },
    }),
    answer: {
      verdict: 'challenge',
      methods: ['text'],
      enrollFollows: true,
      restsOnReset: true,
      reasons: [
        { check: 'machine-key-missing', values: { registeredAt: iso(20), another: false } },
        { check: 'reset-open', values: {} },
      ],
    },
  },
  {
    rule: 'R3.5 an open reset leads into set-up without a code, which rests on it',
    given: facts({ resetOpen: true, person: { isSetUp: false, methods: [] } }),
    answer: {
      verdict: 'enroll',
      methods: [],
      restsOnReset: true,
      reasons: [{ check: 'reset-open', values: {} }],
      nearest: { change: 'finish-set-up', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R3.6 who has not finished set-up is led into it',
    given: facts({ person: { isSetUp: false, methods: ['email'] } }),
    answer: {
      verdict: 'enroll',
      methods: [],
      restsOnReset: false,
      reasons: [{ check: 'not-set-up', values: {} }],
      nearest: { change: 'finish-set-up', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'a person whose every method is disabled is refused where a code would be asked',
    given: facts({ connection: same(9), person: { methods: [] } }),
    answer: {
      verdict: 'refuse',
      reasons: [{ check: 'no-method-left', values: {} }],
      nearest: { change: 'reset-two-factor', wouldBe: 'enroll', values: {} },
    },
  },
  {
    rule: 'a cell phone does not stand in for disabled methods on an unrecognized machine',
    given: facts({ machine: { state: 'unrecognized' }, person: { methods: [], hasCellPhone: false } }),
    answer: {
      verdict: 'refuse',
      reasons: [{ check: 'no-method-left', values: {} }],
      nearest: { change: 'set-up-a-method', wouldBe: 'challenge', values: {} },
    },
  },
  {
    rule: 'disabled methods disturb nobody whom a remembered connection lets in',
    given: facts({ person: { methods: [] } }),
    answer: { verdict: 'allow', check: 'known' },
  },
  {
    rule: 'R7.2 a second sign-in with only a password is impossible before set-up is finished: a code is asked, then set-up goes on',
    given: facts({ person: { isSetUp: false, methods: [], waysAfterReset: ['email'] } }),
    answer: {
      verdict: 'challenge',
      check: 'reset-over',
      methods: ['email'],
      enrollFollows: true,
      restsOnReset: false,
      reasons: [{ check: 'reset-over', values: {} }],
      nearest: { change: 'finish-set-up', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R7.2 where no way is left to ask by, only another reset helps',
    given: facts({
      connection: { state: 'none', hasCookie: false },
      person: { isSetUp: false, methods: [], waysAfterReset: [] },
    }),
    answer: {
      verdict: 'refuse',
      check: 'reset-over',
      methods: [],
      nearest: { change: 'finish-set-up', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R7.2 an open reset leads to set-up although an earlier one was ended',
    given: facts({ resetOpen: true, person: { isSetUp: false, methods: [], waysAfterReset: ['email'] } }),
    answer: { verdict: 'enroll', check: 'reset-open', restsOnReset: true },
  },
  {
    rule: 'a password that came by mail and a code that comes by mail are one factor: somebody else must vouch, or time pass (T1)',
    given: facts({
      connection: { state: 'none', hasCookie: false },
      person: { methods: ['email'], mailCountsFrom: ago(-1) },
    }),
    answer: {
      verdict: 'refuse',
      check: 'mailbox-alone',
      methods: [],
      reasons: [{ check: 'mailbox-alone', values: { until: iso(-1) } }],
      nearest: { change: 'reset-two-factor', wouldBe: 'enroll', values: {} },
    },
  },
  {
    rule: 'after a password by mail another way is asked for, and says why the mailbox is not among them (T1)',
    given: facts({
      connection: { state: 'none', hasCookie: false },
      person: { mailCountsFrom: ago(-1) },
    }),
    answer: {
      verdict: 'challenge',
      check: 'machine-new',
      methods: ['app'],
      reasons: [
        { check: 'machine-new', values: { hasCookie: false } },
        { check: 'mailbox-alone', values: { until: iso(-1) } },
      ],
    },
  },
  {
    rule: 'after a password by mail an open reset leads to set-up by another way only (T1)',
    given: facts({
      resetOpen: true,
      connection: { state: 'none', hasCookie: false },
      person: { isSetUp: false, methods: [], mailCountsFrom: ago(-1) },
    }),
    answer: {
      verdict: 'challenge',
      check: 'mailbox-alone',
      methods: ['text'],
      enrollFollows: true,
      restsOnReset: true,
    },
  },
  {
    rule: 'R3.7 frequency 0 asks at every sign-in',
    given: facts({ twoFactor: { on: true, frequencyDays: 0 }, connection: same(0) }),
    answer: {
      verdict: 'challenge',
      methods: ['app', 'email'],
      reasons: [{ check: 'every-sign-in', values: { limit: 0 } }],
      nearest: { change: 'ask-less-often', wouldBe: 'allow', values: { limit: 1 } },
    },
  },
  {
    rule: 'R3.7 on a machine new to the person, a higher frequency would not have helped',
    given: facts({
      twoFactor: { on: true, frequencyDays: 0 },
      connection: { state: 'none', hasCookie: true },
    }),
    answer: {
      check: 'every-sign-in',
      nearest: { change: 'turn-off-two-factor', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R3.8 a machine this person never proved asks, although a colleague made it recognized',
    given: facts({ connection: { state: 'none', hasCookie: true } }),
    answer: {
      verdict: 'challenge',
      reasons: [{ check: 'machine-new', values: { hasCookie: true } }],
      nearest: { change: 'prove-once-here', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R3.8 a missing cookie asks',
    given: facts({ connection: { state: 'none', hasCookie: false }, unidentifiedMachine: off.uma }),
    answer: { verdict: 'challenge', reasons: [{ check: 'machine-new', values: { hasCookie: false } }] },
  },
  {
    rule: 'R3.9 another network asks, and says from which to which',
    given: facts({ connection: { state: 'changed', provedAt: ago(1), changed: [network] } }),
    answer: {
      verdict: 'challenge',
      check: 'network-changed',
      reasons: [
        { check: 'network-changed', values: { from: '203.0.113.7', to: '198.51.100.4', provedAt: iso(1) } },
      ],
      nearest: { change: 'sign-in-as-before', wouldBe: 'allow', values: { network: '203.0.113.7' } },
    },
  },
  {
    rule: 'R3.9 every part that changed is named, in one order',
    given: facts({ connection: { state: 'changed', provedAt: ago(1), changed: [system, browser] } }),
    answer: {
      verdict: 'challenge',
      check: 'browser-changed',
      reasons: [
        { check: 'browser-changed', values: { from: 'Chrome', to: 'Firefox', provedAt: iso(1) } },
        { check: 'system-changed', values: { from: 'Windows', to: 'macOS', provedAt: iso(1) } },
      ],
      nearest: {
        change: 'sign-in-as-before',
        wouldBe: 'allow',
        values: { browser: 'Chrome', system: 'Windows' },
      },
    },
  },
  {
    rule: 'R3.9 going back would not have helped where the proof is too old as well',
    given: facts({ connection: { state: 'changed', provedAt: ago(8), changed: [system] } }),
    answer: { check: 'system-changed', nearest: { change: 'prove-once-here', wouldBe: 'allow', values: {} } },
  },
  {
    rule: 'R3.10 a proof of nine days asks where the limit is seven',
    given: facts({ connection: same(9) }),
    answer: {
      verdict: 'challenge',
      methods: ['app', 'email'],
      reasons: [{ check: 'frequency-elapsed', values: { provedAt: iso(9), days: 9, limit: 7 } }],
      nearest: { change: 'sign-in-before', wouldBe: 'allow', values: { at: iso(2) } },
    },
  },
  {
    rule: 'R3.10 a proof of exactly the limit asks',
    given: facts({ connection: same(7) }),
    answer: { verdict: 'challenge', check: 'frequency-elapsed' },
  },
  {
    rule: 'R3.11 a proof one millisecond younger than the limit lets in',
    given: facts({ connection: { state: 'same', provedAt: later(ago(7), 1) } }),
    answer: { verdict: 'allow', check: 'known' },
  },
  {
    rule: 'R3.11 both are named where both are on, and the nearer end of the two',
    given: facts({ machine: recognized(28) }),
    answer: {
      verdict: 'allow',
      letThroughBy: 'remembered-connection',
      reasons: [
        { check: 'known', values: { by: 'remembered-connection', provedAt: iso(3), days: 3, limit: 7 } },
        { check: 'known', values: { by: 'recognized-machine', ...idleValues(28) } },
      ],
      nearest: { change: 'sign-in-after', wouldBe: 'challenge', values: { at: iso(-2) } },
    },
  },
  {
    rule: 'R3.11 only the remembered connection is named where only 2FA is On',
    given: facts({ unidentifiedMachine: off.uma, machine: idle(90) }),
    answer: {
      verdict: 'allow',
      letThroughBy: 'remembered-connection',
      reasons: [
        { check: 'known', values: { by: 'remembered-connection', provedAt: iso(3), days: 3, limit: 7 } },
      ],
      nearest: { change: 'sign-in-after', wouldBe: 'challenge', values: { at: iso(-4) } },
    },
  },
  {
    rule: 'R3.11 only the recognized machine is named where only UMA is on',
    given: facts({ twoFactor: off.twoFactor, connection: { state: 'none', hasCookie: true } }),
    answer: {
      verdict: 'allow',
      letThroughBy: 'recognized-machine',
      reasons: [{ check: 'known', values: { by: 'recognized-machine', ...idleValues(2) } }],
      nearest: { change: 'sign-in-after', wouldBe: 'challenge', values: { at: iso(-28) } },
    },
  },
  {
    rule: 'R3.12 it is told that a person without a cell phone will be refused once the machine stood idle',
    given: facts({ twoFactor: off.twoFactor, person: { hasCellPhone: false } }),
    answer: {
      check: 'known',
      nearest: { change: 'sign-in-after', wouldBe: 'refuse', values: { at: iso(-28) } },
    },
  },
  {
    rule: 'the last word challenges: a change that names no part is a change',
    given: facts({ connection: { state: 'changed', provedAt: ago(1), changed: [] } }),
    answer: {
      verdict: 'challenge',
      check: 'last-word',
      methods: ['app', 'email'],
      reasons: [{ check: 'last-word', values: {} }],
      nearest: { change: 'prove-once-here', wouldBe: 'allow', values: {} },
    },
  },
  {
    rule: 'R3.12 a machine idle for too long, and a proof too old: the earlier of the two days is named',
    given: facts({ machine: idle(31), connection: same(20), twoFactor: { on: true, frequencyDays: 10 } }),
    answer: {
      check: 'machine-idle',
      nearest: { change: 'sign-in-before', wouldBe: 'allow', values: { at: iso(10) } },
    },
  },
  {
    rule: 'R3.12 where one of two days is enough, the nearer is named',
    given: facts({ machine: idle(31), connection: same(20), person: { isSetUp: false } }),
    answer: {
      check: 'machine-idle',
      nearest: { change: 'sign-in-before', wouldBe: 'enroll', values: { at: iso(1) } },
    },
  },
]

describe('the decision', () => {
  test.each(rows)('$rule', ({ given, answer }) => {
    const decision = decide(given)
    const told = Object.fromEntries(Object.keys(answer).map((key) => [key, decision[key as keyof Decision]]))
    expect(told).toEqual(answer)
  })

  test('every check of the contract speaks in some row', () => {
    const spoken = new Set(rows.map(({ given }) => decide(given).check))
    expect(checks.filter((check) => !spoken.has(check))).toEqual([])
  })

  test('a limit that cannot be read asks', () => {
    const unreadable = facts({ twoFactor: { on: true, frequencyDays: Number.NaN } })
    expect(() => decide(unreadable)).not.toThrow()
    expect(decide(unreadable).verdict).toBe('challenge')
  })
})

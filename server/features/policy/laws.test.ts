import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checks, methods, type Verdict } from '../../../contract/words.ts'
import { day, later } from '../../base/duration.ts'
import { countWithKey, isStranger, type Keys } from '../machines/key/machine-key.ts'
import {
  knowConnection,
  knowMachine,
  type StoredConnection,
  type StoredMachine,
} from '../machines/machine.ts'
import { decide } from './decide.ts'
import type { Facts } from './facts.ts'

const start = new Date('2026-05-03T09:00:00.000Z')
const strictness: Record<Verdict, number> = { allow: 0, enroll: 1, challenge: 2, refuse: 3 }
const asks = (facts: Facts): number => strictness[decide(facts).verdict]

/** What is stored and seen, before it becomes facts: time and cookie can be changed as the world changes them. */
interface Situation {
  now: Date
  person: Facts['person']
  twoFactor: Facts['twoFactor']
  unidentifiedMachine: Facts['unidentifiedMachine']
  hasCookie: boolean
  machine: StoredMachine | undefined
  connections: StoredConnection[]
  here: { network: string; browser: string; system: string }
  networkRule: 'exact' | 'same network' | 'ignored'
  keys: Keys
  isKeyRequired: boolean
  resetOpen: boolean
}

function factsIn(situation: Situation): Facts {
  const { now, person, twoFactor, unidentifiedMachine, hasCookie, connections, resetOpen } = situation
  const { here, networkRule, isKeyRequired: isRequired } = situation
  const stored = hasCookie ? situation.machine : undefined
  const keys = stored ? situation.keys : { ...situation.keys, registered: null }
  const machine = knowMachine({ machine: stored, here, now, idleDays: unidentifiedMachine.idleDays })
  const connection = knowConnection({ hasCookie, connections, here, networkRule })
  return {
    now,
    person,
    twoFactor,
    unidentifiedMachine,
    machine: countWithKey(machine, { keys, isRequired, isNothing: machine.state === 'unrecognized' }),
    connection: countWithKey(connection, { keys, isRequired, isNothing: connection.state === 'none' }),
    resetOpen,
  }
}

// Few values of each kind, so that they meet often; times fall on, before and after whole days.
const here = fc.record({
  network: fc.constantFrom('203.0.113.7', '203.0.113.9', '198.51.100.4', '2001:db8::/64', 'unknown'),
  browser: fc.constantFrom('Chrome', 'Firefox'),
  system: fc.constantFrom('Windows', 'macOS'),
})
const daysAgo = (most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.constantFrom(-1, 0, 1))
    .map(([days, off]) => later(start, -days * day + off))

const situations: fc.Arbitrary<Situation> = fc.record({
  now: fc.constant(start),
  person: fc.record({
    active: fc.constantFrom(true, true, true, false),
    hasCellPhone: fc.boolean(),
    isSetUp: fc.constantFrom(true, true, false),
    methods: fc.constantFrom(['email'] as const, ['app', 'email', 'text'] as const, []),
    waysAfterReset: fc.constantFrom(null, null, ['email'] as const, []),
    mailCountsFrom: fc.constantFrom(null, null, null, later(start, day)),
  }),
  twoFactor: fc.record({ on: fc.boolean(), frequencyDays: fc.constantFrom(0, 1, 7, 30, 365) }),
  unidentifiedMachine: fc.record({ on: fc.boolean(), idleDays: fc.constantFrom(1, 10, 30) }),
  hasCookie: fc.constantFrom(true, true, true, false),
  machine: fc.option(
    fc
      .tuple(here, fc.option(daysAgo(60)), daysAgo(40))
      .map(([{ browser, system }, recognizedAt, lastUsedAt]) => ({
        provedAs: [{ browser, system }],
        name: null,
        recognizedAt,
        lastUsedAt,
      })),
    { nil: undefined },
  ),
  connections: fc.array(
    fc.tuple(here, daysAgo(40)).map(([place, provedAt]) => ({ ...place, provedAt })),
    { maxLength: 4 },
  ),
  here,
  networkRule: fc.constantFrom('exact', 'same network', 'ignored'),
  keys: fc.record({
    registered: fc.constantFrom(null, { point: 'own', registeredAt: start }),
    proved: fc.constantFrom(null, 'own', 'other'),
  }),
  isKeyRequired: fc.constantFrom(false, false, true),
  resetOpen: fc.constantFrom(false, false, false, true),
})

const keyMissing = { state: 'key-missing', registeredAt: start, another: false } as const

/** Any facts the types admit, whether or not the world could bring them about. */
const anyFacts: fc.Arbitrary<Facts> = fc
  .tuple(situations, fc.constantFrom('unrecognized', 'idle', 'recognized', 'key-missing', 'kept'))
  .map(([situation, state]) => {
    const facts = factsIn(situation)
    if (state === 'kept') return facts
    if (state === 'key-missing')
      return { ...facts, machine: { ...keyMissing, otherwise: { state: 'unrecognized' } } }
    if (state === 'unrecognized') return { ...facts, machine: { state } }
    const dates = { recognizedAt: start, lastUsedAt: start, name: null }
    return { ...facts, machine: { state: state as 'idle' | 'recognized', ...dates } }
  })

const runs = { numRuns: 3000 }
const holds = <T>(values: fc.Arbitrary<T>, law: (value: T) => void) =>
  fc.assert(fc.property(values, law), runs)

describe('laws of the decision', () => {
  test('it allows only by a check that allows, and only while everything switched on is satisfied', () => {
    holds(anyFacts, (facts) => {
      const { verdict, check, letThroughBy } = decide(facts)
      if (verdict !== 'allow') return
      expect(['nothing-asked', 'known']).toContain(check)
      expect(facts.person.active).toBe(true)
      if (facts.unidentifiedMachine.on) expect(facts.machine.state).toBe('recognized')
      if (facts.twoFactor.on) expect(facts.connection.state).toBe('same')
      expect(letThroughBy === null).toBe(!facts.twoFactor.on && !facts.unidentifiedMachine.on)
    })
  })

  test('more days gone never ask less', () => {
    holds(fc.tuple(situations, fc.nat({ max: 800 }), fc.nat({ max: day })), ([situation, days, rest]) => {
      const then = { ...situation, now: later(situation.now, days * day + rest) }
      expect(asks(factsIn(then))).toBeGreaterThanOrEqual(asks(factsIn(situation)))
    })
  })

  test('losing the cookie never helps', () => {
    holds(situations, (situation) => {
      const without = factsIn({ ...situation, hasCookie: false })
      expect(asks(without)).toBeGreaterThanOrEqual(asks(factsIn({ ...situation, hasCookie: true })))
    })
  })

  test('without the cookie nothing lets in, however alike the rest is', () => {
    holds(situations, (situation) => {
      const { verdict, check } = decide(factsIn({ ...situation, hasCookie: false }))
      if (check !== 'nothing-asked') expect(verdict).not.toBe('allow')
    })
  })

  test('where the key of the machine is missing nothing lets in, however alike the rest is (R15.2)', () => {
    holds(situations, (situation) => {
      const { hasCookie, machine, keys, isKeyRequired } = situation
      const lacks = isStranger(keys) || (isKeyRequired && keys.registered === null)
      if (!hasCookie || !machine || !lacks) return
      const { verdict, check } = decide(factsIn(situation))
      if (check !== 'nothing-asked') expect(verdict).not.toBe('allow')
    })
  })

  test('a key that is missing asks what a new machine asks, and says so (R15.2)', () => {
    holds(situations, (situation) => {
      const known = factsIn({ ...situation, keys: { registered: null, proved: null }, isKeyRequired: false })
      const machine = { ...keyMissing, otherwise: { state: 'unrecognized' } } as const
      const connection = { ...keyMissing, otherwise: { state: 'none', hasCookie: true } } as const
      const onNew = { machine: machine.otherwise, connection: connection.otherwise }
      const { reasons: _, nearest: __, check, ...asked } = decide({ ...known, machine, connection })
      const { reasons: ___, nearest: ____, check: newCheck, ...askedOnNew } = decide({ ...known, ...onNew })
      expect(asked).toEqual(askedOnNew)
      const isOfMachine = newCheck === 'machine-unrecognized' || newCheck === 'machine-new'
      expect(check).toBe(isOfMachine ? 'machine-key-missing' : newCheck)
    })
  })

  test('proving the key of the machine never asks more than proving none, or another', () => {
    holds(situations, (situation) => {
      const { registered } = situation.keys
      const proving = factsIn({ ...situation, keys: { registered, proved: registered?.point ?? null } })
      expect(asks(proving)).toBeLessThanOrEqual(asks(factsIn(situation)))
    })
  })

  test('requiring keys never asks less, and nothing of whoever proves one (R15.4)', () => {
    holds(situations, (situation) => {
      const asked = (isKeyRequired: boolean) => asks(factsIn({ ...situation, isKeyRequired }))
      expect(asked(true)).toBeGreaterThanOrEqual(asked(false))
      if (situation.machine && situation.hasCookie && situation.keys.registered !== null)
        expect(asked(true)).toBe(asked(false))
    })
  })

  test("under 2FA another person's proof never lets in", () => {
    holds(situations, (situation) => {
      const { browser, system } = situation.here
      const byColleague = { provedAs: [{ browser, system }], name: null }
      const machine = { ...byColleague, recognizedAt: start, lastUsedAt: start }
      const twoFactor = { ...situation.twoFactor, on: true }
      const { verdict } = decide(factsIn({ ...situation, twoFactor, machine, connections: [] }))
      expect(verdict).not.toBe('allow')
    })
  })

  test("under 2FA a colleague's proof changes only what UMA asks, never what is asked of the person", () => {
    holds(anyFacts, (facts) => {
      const twoFactor = { ...facts.twoFactor, on: true }
      const unidentifiedMachine = { ...facts.unidentifiedMachine, on: false }
      const machine = { state: 'recognized', recognizedAt: start, lastUsedAt: start, name: null } as const
      const before = decide({ ...facts, twoFactor, unidentifiedMachine })
      expect(decide({ ...facts, twoFactor, unidentifiedMachine, machine })).toEqual(before)
    })
  })

  test('switching UMA on never asks less, but of whose password came by mail: the cell phone is another way then', () => {
    let exceptions = 0
    holds(anyFacts, (facts) => {
      const uma = (on: boolean) => ({ ...facts, unidentifiedMachine: { ...facts.unidentifiedMachine, on } })
      if (asks(uma(true)) >= asks(uma(false))) return
      exceptions++
      expect(decide(uma(false)).check).toBe('mailbox-alone')
      expect(decide(uma(true))).toMatchObject({ verdict: 'challenge', methods: ['text'] })
    })
    expect(exceptions).toBeGreaterThan(0)
  })

  test('where the password came by mail, no code by mail leads on under 2FA (T1)', () => {
    holds(anyFacts, (facts) => {
      const twoFactor = { ...facts.twoFactor, on: true }
      const person = { ...facts.person, mailCountsFrom: later(start, day) }
      const { verdict, methods, check } = decide({ ...facts, twoFactor, person })
      expect(methods).not.toContain('email')
      expect(verdict).not.toBe('enroll')
      if (verdict === 'allow') expect(check).toBe('known')
    })
  })

  test('switching 2FA on never asks less, but for who is set up and would be refused for want of a cell phone', () => {
    let exceptions = 0
    holds(anyFacts, (facts) => {
      const twoFactor = (on: boolean) => ({ ...facts, twoFactor: { ...facts.twoFactor, on } })
      if (asks(twoFactor(true)) >= asks(twoFactor(false))) return
      exceptions++
      expect(decide(twoFactor(false)).check).toBe('no-cell-phone')
      expect(decide(twoFactor(true)).verdict).toBe('challenge')
      expect(facts.person.isSetUp).toBe(true)
    })
    expect(exceptions).toBeGreaterThan(0)
  })

  test('switching a policy on never leaves a code unasked that was asked before, set-up following or not', () => {
    holds(anyFacts, (facts) => {
      const before = decide(facts)
      const after = decide({
        ...facts,
        twoFactor: { ...facts.twoFactor, on: true },
        unidentifiedMachine: { ...facts.unidentifiedMachine, on: true },
      })
      if (before.verdict === 'challenge') expect(['challenge', 'refuse']).toContain(after.verdict)
      if (before.enrollFollows && after.verdict === 'challenge') expect(after.enrollFollows).toBe(true)
    })
  })

  test('a shorter frequency and fewer idle days never ask less', () => {
    holds(fc.tuple(situations, fc.nat({ max: 365 }), fc.nat({ max: 29 })), ([situation, days, idle]) => {
      const twoFactor = {
        ...situation.twoFactor,
        frequencyDays: Math.min(days, situation.twoFactor.frequencyDays),
      }
      const idleDays = Math.min(idle + 1, situation.unidentifiedMachine.idleDays)
      const unidentifiedMachine = { ...situation.unidentifiedMachine, idleDays }
      const stricter = factsIn({ ...situation, twoFactor, unidentifiedMachine })
      expect(asks(stricter)).toBeGreaterThanOrEqual(asks(factsIn(situation)))
    })
  })

  test('a challenge offers a way, and every other verdict offers none', () => {
    holds(anyFacts, (facts) => {
      const decision = decide(facts)
      expect(decision.methods.length > 0).toBe(decision.verdict === 'challenge')
      const own = facts.twoFactor.on && facts.person.isSetUp
      const unfinished = decision.check === 'reset-over' ? facts.person.waysAfterReset : ['text']
      if (decision.verdict === 'challenge' && facts.person.mailCountsFrom === null)
        expect(decision.methods).toEqual(own ? facts.person.methods : unfinished)
      for (const method of decision.methods) expect(methods).toContain(method)
    })
  })

  test('a sign-in rests on a reset where one is open and set-up is what comes, and only there', () => {
    holds(anyFacts, (facts) => {
      const { restsOnReset, verdict, enrollFollows } = decide(facts)
      if (restsOnReset) expect(facts.resetOpen && (verdict === 'enroll' || enrollFollows)).toBe(true)
      if (facts.resetOpen && (verdict === 'enroll' || enrollFollows)) expect(restsOnReset).toBe(true)
    })
  })

  test('R7.2 where a reset is over and set-up unfinished, the password alone never leads on under 2FA', () => {
    holds(anyFacts, (facts) => {
      const person = { ...facts.person, isSetUp: false, waysAfterReset: facts.person.waysAfterReset ?? [] }
      const twoFactor = { ...facts.twoFactor, on: true }
      const { verdict } = decide({ ...facts, person, twoFactor, resetOpen: false })
      expect(['challenge', 'refuse']).toContain(verdict)
    })
  })

  test('every decision has a reason, the check that spoke first, and its change would have flipped it', () => {
    holds(anyFacts, (facts) => {
      const { check, reasons, nearest, verdict } = decide(facts)
      expect(checks).toContain(check)
      expect(reasons[0]?.check).toBe(check)
      expect(nearest?.wouldBe).not.toBe(verdict)
    })
  })

  test('it reads the facts and never writes them, and answers the same every time', () => {
    holds(anyFacts, (facts) => {
      const copy = structuredClone(facts)
      expect(decide(facts)).toEqual(decide(copy))
      expect(facts).toEqual(copy)
    })
  })
})

/** Changes that might flip a verdict, each with the facts as they would be with it. */
import { everybodysMethod } from '../../../contract/words.ts'
import { day, later } from '../../base/duration.ts'
import { machineStateAt } from '../machines/machine.ts'
import { missingKey } from './conditions.ts'
import type { ReasonValues } from './decision.ts'
import type { Facts } from './facts.ts'

export type ChangeName =
  | 'activate-person'
  | 'turn-on-two-factor'
  | 'turn-on-unidentified-machine'
  | 'turn-off-two-factor'
  | 'add-cell-phone'
  | 'prove-once-here'
  | 'prove-key'
  | 'let-cookies-count'
  | 'finish-set-up'
  | 'reset-two-factor'
  | 'set-up-a-method'
  | 'ask-less-often'
  | 'sign-in-as-before'
  | 'mail-counts-again'
  | 'sign-in-before'
  | 'sign-in-after'

export interface Candidate {
  change: ChangeName
  values: ReasonValues
  facts: Facts
}

export function activatePerson(facts: Facts): Candidate[] {
  return [{ change: 'activate-person', values: {}, facts: withPerson(facts, { active: true }) }]
}

export function turnOnTwoFactor(facts: Facts): Candidate[] {
  return [{ change: 'turn-on-two-factor', values: {}, facts: withTwoFactor(facts, { on: true }) }]
}

export function turnOffTwoFactor(facts: Facts): Candidate[] {
  return [{ change: 'turn-off-two-factor', values: {}, facts: withTwoFactor(facts, { on: false }) }]
}

export function turnOnUnidentifiedMachine(facts: Facts): Candidate[] {
  const unidentifiedMachine = { ...facts.unidentifiedMachine, on: true }
  return [{ change: 'turn-on-unidentified-machine', values: {}, facts: { ...facts, unidentifiedMachine } }]
}

export function addCellPhone(facts: Facts): Candidate[] {
  return [{ change: 'add-cell-phone', values: {}, facts: withPerson(facts, { hasCellPhone: true }) }]
}

/** By somebody else, who says with it that it is them. */
export function resetTwoFactor(facts: Facts): Candidate[] {
  const reset = withPerson(facts, { isSetUp: false, methods: [], mailCountsFrom: null })
  return [{ change: 'reset-two-factor', values: {}, facts: { ...reset, resetOpen: true } }]
}

export function setUpAMethod(facts: Facts): Candidate[] {
  return [
    { change: 'set-up-a-method', values: {}, facts: withPerson(facts, { methods: [everybodysMethod] }) },
  ]
}

/** A code accepted here makes the machine recognized and the connection remembered (R4.5). */
export function proveOnceHere(facts: Facts): Candidate[] {
  const { now } = facts
  const machine = { state: 'recognized', recognizedAt: now, lastUsedAt: now, name: null } as const
  const connection = { state: 'same', provedAt: now } as const
  const here = withPerson(facts, { mailCountsFrom: null })
  return [{ change: 'prove-once-here', values: {}, facts: { ...here, machine, connection } }]
}

/** With the key that the machine has, or where none were wanted, what the cookie tells would count. */
export function countTheCookie(facts: Facts): Candidate[] {
  const { machine, connection } = facts
  const missing = missingKey(facts)
  if (!missing) return []
  const known = {
    machine: machine.state === 'key-missing' ? machine.otherwise : machine,
    connection: connection.state === 'key-missing' ? connection.otherwise : connection,
  }
  const change = missing.registeredAt === null ? 'let-cookies-count' : 'prove-key'
  return [{ change, values: {}, facts: { ...facts, ...known } }]
}

export function finishSetUp(facts: Facts): Candidate[] {
  const finished = withPerson(facts, {
    isSetUp: true,
    methods: [everybodysMethod],
    mailCountsFrom: null,
  })
  const connection = { state: 'same', provedAt: facts.now } as const
  return [{ change: 'finish-set-up', values: {}, facts: { ...finished, connection, resetOpen: false } }]
}

/** The smallest frequency that the remembered connection would still meet. */
export function askLessOften(facts: Facts): Candidate[] {
  if (facts.connection.state !== 'same') return []
  const limit = Math.floor((facts.now.getTime() - facts.connection.provedAt.getTime()) / day) + 1
  if (limit > 365) return []
  return [
    { change: 'ask-less-often', values: { limit }, facts: withTwoFactor(facts, { frequencyDays: limit }) },
  ]
}

export function signInAsBefore(facts: Facts): Candidate[] {
  if (facts.connection.state !== 'changed') return []
  const { changed, provedAt } = facts.connection
  const values = Object.fromEntries(changed.map(({ part, from }) => [part, from]))
  return [
    { change: 'sign-in-as-before', values, facts: { ...facts, connection: { state: 'same', provedAt } } },
  ]
}

export function mailCountsAgain(facts: Facts): Candidate[] {
  const { mailCountsFrom } = facts.person
  if (mailCountsFrom === null) return []
  const values = { at: mailCountsFrom.toISOString() }
  return [{ change: 'mail-counts-again', values, facts: withPerson(facts, { mailCountsFrom: null }) }]
}

/** Latest first: the nearest day that would have been early enough. */
export function signInBefore(facts: Facts): Candidate[] {
  return endsOfTrust(facts)
    .filter((at) => at <= facts.now)
    .reverse()
    .map((at) => ({
      change: 'sign-in-before',
      values: { at: at.toISOString() },
      facts: atTime(facts, later(at, -1)),
    }))
}

export function signInAfter(facts: Facts): Candidate[] {
  return endsOfTrust(facts).map((at) => ({
    change: 'sign-in-after',
    values: { at: at.toISOString() },
    facts: atTime(facts, at),
  }))
}

/** When what is known now stops counting, earliest first: the machine by standing idle, the connection by its age. */
function endsOfTrust({ machine, unidentifiedMachine, connection, twoFactor }: Facts): Date[] {
  const ends: Date[] = []
  if (unidentifiedMachine.on && (machine.state === 'recognized' || machine.state === 'idle'))
    ends.push(later(machine.lastUsedAt, unidentifiedMachine.idleDays * day))
  if (twoFactor.on && connection.state === 'same')
    ends.push(later(connection.provedAt, twoFactor.frequencyDays * day))
  return ends.sort((left, right) => left.getTime() - right.getTime())
}

/** The same facts looked at on another day: only a machine's idleness and a connection's age move with the clock. */
function atTime(facts: Facts, now: Date): Facts {
  const { machine, unidentifiedMachine } = facts
  if (machine.state === 'unrecognized' || machine.state === 'key-missing') return { ...facts, now }
  const state = machineStateAt(now, {
    lastUsedAt: machine.lastUsedAt,
    idleDays: unidentifiedMachine.idleDays,
  })
  return { ...facts, now, machine: { ...machine, state } }
}

function withPerson(facts: Facts, person: Partial<Facts['person']>): Facts {
  return { ...facts, person: { ...facts.person, ...person } }
}

function withTwoFactor(facts: Facts, twoFactor: Partial<Facts['twoFactor']>): Facts {
  return { ...facts, twoFactor: { ...facts.twoFactor, ...twoFactor } }
}

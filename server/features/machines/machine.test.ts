import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, later, minute } from '../../base/duration.ts'
import {
  type Appearance,
  knowConnection,
  knowMachine,
  type StoredConnection,
  type StoredMachine,
} from './machine.ts'

const now = new Date('2026-05-03T09:00:00Z')
const ago = (days: number) => later(now, -days * day)
const here = { network: '203.0.113.7', browser: 'Chrome', system: 'Windows' }
const kept: StoredMachine = {
  provedAs: [{ browser: 'Chrome', system: 'Windows' }],
  name: 'Front desk 2',
  recognizedAt: ago(90),
  lastUsedAt: ago(1),
}
const provedAs = (...parts: Partial<Appearance>[]): StoredMachine => ({
  ...kept,
  provedAs: parts.map((part) => ({ browser: 'Chrome', system: 'Windows', ...part })),
})
const know = (machine: StoredMachine | undefined) => knowMachine({ machine, here, now, idleDays: 30 })

describe('the recognized machine', () => {
  test.each([
    ['no machine has this cookie', undefined, 'unrecognized'],
    ['nobody proved it, or it was revoked', { ...kept, recognizedAt: null }, 'unrecognized'],
    ['R4.2 the cookie came with another browser', provedAs({ browser: 'Firefox' }), 'unrecognized'],
    ['R4.2 the cookie came with another system', provedAs({ system: 'macOS' }), 'unrecognized'],
    ['S10 it was proved as this and as another', provedAs({ system: 'macOS' }, {}), 'recognized'],
    ['R4.6 it was used within the idle days', { ...kept, lastUsedAt: later(ago(30), 1) }, 'recognized'],
    ['R4.6 it stood for exactly the idle days', { ...kept, lastUsedAt: ago(30) }, 'idle'],
    ['R4.6 it stood for longer', { ...kept, lastUsedAt: ago(300) }, 'idle'],
    ['clocks of nodes differ a little', { ...kept, lastUsedAt: later(now, minute) }, 'recognized'],
    ['its last use lies in the future (A12)', { ...kept, lastUsedAt: ago(-2) }, 'idle'],
    ['it was proved in the future (A12)', { ...kept, recognizedAt: ago(-2) }, 'unrecognized'],
    ['its last use cannot be read', { ...kept, lastUsedAt: new Date(Number.NaN) }, 'idle'],
  ])('%s', (_, machine, state) => {
    expect(know(machine).state).toBe(state)
  })

  test('what is known of it goes along', () => {
    const { recognizedAt, lastUsedAt, name } = kept
    expect(know(kept)).toEqual({ state: 'recognized', recognizedAt, lastUsedAt, name })
  })
})

const connection = (parts: Partial<StoredConnection>): StoredConnection => ({
  ...here,
  provedAt: ago(3),
  ...parts,
})
const from = (connections: StoredConnection[], networkRule: 'exact' | 'same network' | 'ignored' = 'exact') =>
  knowConnection({ hasCookie: true, connections, here, networkRule })

describe('the remembered connection', () => {
  test('R4.2 without the cookie nothing is known, however alike it is', () => {
    const without = { hasCookie: false, connections: [connection({})], here, networkRule: 'ignored' } as const
    expect(knowConnection(without)).toEqual({ state: 'none', hasCookie: false })
  })

  test('a machine this person never proved', () => {
    expect(from([])).toEqual({ state: 'none', hasCookie: true })
  })

  test('the newest of those that match counts', () => {
    const several = [
      connection({ provedAt: ago(9) }),
      connection({ provedAt: ago(2) }),
      connection({ provedAt: ago(5) }),
    ]
    expect(from(several)).toEqual({ state: 'same', provedAt: ago(2) })
  })

  test('an old one that matches counts before a new one that does not', () => {
    const several = [
      connection({ network: '198.51.100.4', provedAt: ago(1) }),
      connection({ provedAt: ago(9) }),
    ]
    expect(from(several)).toEqual({ state: 'same', provedAt: ago(9) })
  })

  test('otherwise the nearest, and every part in which it differs', () => {
    const far = connection({ browser: 'Firefox', system: 'macOS', network: '192.0.2.1', provedAt: ago(1) })
    const near = connection({ network: '198.51.100.4', system: 'Linux', provedAt: ago(9) })
    expect(from([far, near])).toEqual({
      state: 'changed',
      provedAt: ago(9),
      changed: [
        { part: 'network', from: '198.51.100.4', to: '203.0.113.7' },
        { part: 'system', from: 'Linux', to: 'Windows' },
      ],
    })
  })

  test('of two that are equally near, the newer', () => {
    const two = [
      connection({ browser: 'Edge', provedAt: ago(9) }),
      connection({ system: 'macOS', provedAt: ago(8) }),
    ]
    expect(from(two)).toEqual({
      state: 'changed',
      provedAt: ago(8),
      changed: [{ part: 'system', from: 'macOS', to: 'Windows' }],
    })
    expect(from(two.toReversed())).toEqual(from(two))
  })

  test.each([
    ['exact', '203.0.113.8', 'changed'],
    ['same network', '203.0.113.8', 'same'],
    ['same network', '203.0.114.8', 'changed'],
    ['ignored', '198.51.100.4', 'same'],
    ['exact', 'unknown', 'changed'],
  ] as const)('networks are compared by the rule: %s, %s is %s', (rule, network, state) => {
    expect(from([connection({ network })], rule).state).toBe(state)
  })

  test('it is the same only where all three parts are, in whatever order the connections come', () => {
    const any = fc.record({
      network: fc.constantFrom('203.0.113.7', '198.51.100.4'),
      browser: fc.constantFrom('Chrome', 'Edge'),
      system: fc.constantFrom('Windows', 'macOS'),
      provedAt: fc.integer({ min: 0, max: 40 }).map(ago),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (connections) => {
        const known = from(connections)
        const equal = connections.filter(
          ({ network, browser, system }) =>
            network === here.network && browser === here.browser && system === here.system,
        )
        expect(known.state).toBe(equal.length > 0 ? 'same' : 'changed')
        const again = from(connections.toReversed())
        expect({ state: again.state, provedAt: 'provedAt' in again && again.provedAt }).toEqual({
          state: known.state,
          provedAt: 'provedAt' in known && known.provedAt,
        })
      }),
    )
  })
})

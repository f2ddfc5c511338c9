import { describe, expect, test } from 'vitest'
import type { Method } from '../../../contract/words.ts'
import { day, hour, later } from '../../base/duration.ts'
import {
  knowConnection,
  knowMachine,
  type StoredConnection,
  type StoredMachine,
  type Surroundings,
} from '../machines/machine.ts'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import { toReasons } from './explain.ts'

interface Preferences {
  '2FA'?: 'On'
  '2FAFREQUENCY'?: number
  UMA?: 'on'
  UMAIDLEDAYS?: number
}

interface User {
  name: string
  cellPhone: boolean
  setUp: Method[] | null
}

/** A browser on a machine: it keeps its own cookie, and so is a machine of its own. */
interface Device {
  name: string
  browser: string
  system: string
}

const laptop = (browser: string): Device => ({ name: 'laptop', browser, system: 'Windows' })
const tablet = (browser: string): Device => ({ name: 'tablet', browser, system: 'iPadOS' })
const work = '203.0.113.7'
const home = '198.51.100.20'

/** An agency that remembers what was proved, as R4.5 and R4.6 say; the decision itself is the real one. */
function agency(preferences: Preferences) {
  const machines = new Map<Device, StoredMachine>()
  const connections = new Map<string, StoredConnection[]>()
  let now = new Date('2026-05-04T08:00:00Z')

  function knocks(user: User, device: Device, network: string): Decision {
    const here: Surroundings = { network, browser: device.browser, system: device.system }
    const idleDays = preferences.UMAIDLEDAYS ?? 30
    return decide({
      now,
      person: {
        active: true,
        hasCellPhone: user.cellPhone,
        isSetUp: user.setUp !== null,
        methods: user.setUp ?? [],
        waysAfterReset: null,
        mailCountsFrom: null,
      },
      twoFactor: { on: preferences['2FA'] === 'On', frequencyDays: preferences['2FAFREQUENCY'] ?? 30 },
      unidentifiedMachine: { on: preferences.UMA === 'on', idleDays },
      machine: knowMachine({ machine: machines.get(device), here, now, idleDays }),
      connection: knowConnection({
        hasCookie: machines.has(device),
        connections: connections.get(`${user.name} ${device.name}`) ?? [],
        here,
        networkRule: 'exact',
      }),
      resetOpen: false,
    })
  }

  /** The person does whatever is asked, and is in: what was proved is remembered. */
  function signsIn(user: User, device: Device, network: string): Decision {
    const decision = knocks(user, device, network)
    if (decision.verdict === 'refuse') return decision
    const { browser, system } = device
    const proves = decision.verdict !== 'allow'
    const recognizedAt =
      proves && preferences.UMA === 'on' ? now : (machines.get(device)?.recognizedAt ?? null)
    machines.set(device, { provedAs: [{ browser, system }], name: null, recognizedAt, lastUsedAt: now })
    const key = `${user.name} ${device.name}`
    if (proves)
      connections.set(key, [...(connections.get(key) ?? []), { network, browser, system, provedAt: now }])
    if (decision.verdict === 'enroll') user.setUp = ['email']
    return decision
  }

  const wait = (milliseconds: number) => {
    now = later(now, milliseconds)
  }
  return { knocks, signsIn, wait }
}

const staff = (name: string, { cellPhone = true }: { cellPhone?: boolean } = {}): User => ({
  name,
  cellPhone,
  setUp: null,
})
const sentences = (decision: Decision) => toReasons(decision).map(({ sentence }) => sentence)

describe('two factor authentication, 2FAFREQUENCY 7', () => {
  const sevenDays: Preferences = { '2FA': 'On', '2FAFREQUENCY': 7 }

  test('BSMITH sets up on the laptop at work in Internet Explorer, always comes from there, and is not asked for seven days', () => {
    const { signsIn, wait } = agency(sevenDays)
    const [bsmith, computer] = [staff('BSMITH'), laptop('Internet Explorer')]
    expect(signsIn(bsmith, computer, work).verdict).toBe('enroll')
    for (let days = 1; days <= 6; days++) {
      wait(day)
      const decision = signsIn(bsmith, computer, work)
      expect(decision).toMatchObject({ verdict: 'allow', letThroughBy: 'remembered-connection' })
    }
    wait(day)
    const seventh = signsIn(bsmith, computer, work)
    expect(seventh).toMatchObject({ verdict: 'challenge', check: 'frequency-elapsed', methods: ['email'] })
    expect(sentences(seventh)).toEqual([
      'It has been 7 days since you last confirmed here; your organization asks every 7 days.',
    ])
    wait(hour)
    expect(signsIn(bsmith, computer, work).verdict).toBe('allow')
  })

  test('CBILLS sets up on the laptop in Chrome, then takes a tablet with Chrome on the same address, and must enter a code', () => {
    const { signsIn, wait } = agency(sevenDays)
    const [cbills, computer, pad] = [staff('CBILLS'), laptop('Chrome'), tablet('Chrome')]
    expect(signsIn(cbills, computer, work).verdict).toBe('enroll')
    wait(day)
    const onTablet = signsIn(cbills, pad, work)
    expect(onTablet).toMatchObject({ verdict: 'challenge', check: 'machine-new' })
    expect(sentences(onTablet)).toEqual(['You have not confirmed on this computer before.'])
    wait(hour)
    expect(signsIn(cbills, pad, work).verdict).toBe('allow')
    expect(signsIn(cbills, computer, work).verdict).toBe('allow')
  })

  test('JJONES sets up at home in Chrome, brings the same laptop to the office next morning, and must enter a code', () => {
    const { signsIn, wait } = agency(sevenDays)
    const [jjones, computer] = [staff('JJONES'), laptop('Chrome')]
    expect(signsIn(jjones, computer, home).verdict).toBe('enroll')
    wait(14 * hour)
    const atOffice = signsIn(jjones, computer, work)
    expect(atOffice).toMatchObject({ verdict: 'challenge', check: 'network-changed' })
    expect(atOffice.reasons[0]?.values).toMatchObject({ from: home, to: work })
    expect(sentences(atOffice)).toEqual(['You are on a different network than last time.'])
    wait(9 * hour)
    expect(signsIn(jjones, computer, home).verdict).toBe('allow')
    expect(signsIn(jjones, computer, work).verdict).toBe('allow')
  })

  test('with frequency 0 a code is asked at every sign-in on every machine', () => {
    const { signsIn, wait } = agency({ '2FA': 'On', '2FAFREQUENCY': 0 })
    const [bsmith, computer, pad] = [staff('BSMITH'), laptop('Edge'), tablet('Safari')]
    signsIn(bsmith, computer, work)
    for (const device of [computer, computer, pad, pad]) {
      wait(hour)
      expect(signsIn(bsmith, device, work)).toMatchObject({ verdict: 'challenge', check: 'every-sign-in' })
    }
  })

  test('people at one front desk do not disturb what is remembered for each other', () => {
    const { signsIn, wait } = agency(sevenDays)
    const [bsmith, cbills, desk] = [staff('BSMITH'), staff('CBILLS'), laptop('Chrome')]
    signsIn(bsmith, desk, work)
    wait(day)
    expect(signsIn(cbills, desk, work).verdict).toBe('enroll')
    wait(hour)
    expect(signsIn(bsmith, desk, work).verdict).toBe('allow')
    expect(signsIn(cbills, desk, work).verdict).toBe('allow')
  })
})

describe('Unidentified Machine Authentication', () => {
  test('a machine that a colleague proved by text message is recognized for everybody', () => {
    const { signsIn, knocks } = agency({ UMA: 'on' })
    const desk = laptop('Chrome')
    const first = signsIn(staff('BSMITH'), desk, work)
    expect(first).toMatchObject({ verdict: 'challenge', check: 'machine-unrecognized', methods: ['text'] })
    expect(signsIn(staff('CBILLS'), desk, work)).toMatchObject({
      verdict: 'allow',
      letThroughBy: 'recognized-machine',
    })
    expect(knocks(staff('CBILLS'), tablet('Chrome'), work).check).toBe('machine-unrecognized')
  })

  test('a computer that nobody used for a while asks again, and each sign-in puts that off', () => {
    const { signsIn, wait } = agency({ UMA: 'on' })
    const desk = laptop('Chrome')
    signsIn(staff('BSMITH'), desk, work)
    wait(29 * day)
    expect(signsIn(staff('CBILLS'), desk, work).verdict).toBe('allow')
    wait(29 * day)
    expect(signsIn(staff('JJONES'), desk, work).verdict).toBe('allow')
    wait(30 * day)
    const idle = signsIn(staff('BSMITH'), desk, work)
    expect(idle).toMatchObject({ verdict: 'challenge', check: 'machine-idle', methods: ['text'] })
    expect(sentences(idle)).toEqual(['Nobody in your organization has used this computer for 30 days.'])
    expect(signsIn(staff('CBILLS'), desk, work).verdict).toBe('allow')
  })

  test('a recognized machine stays recognized on another network', () => {
    const { signsIn, knocks } = agency({ UMA: 'on' })
    const computer = laptop('Chrome')
    signsIn(staff('BSMITH'), computer, work)
    expect(knocks(staff('BSMITH'), computer, home).verdict).toBe('allow')
  })

  test('staff without a cell phone are refused; a colleague with one signs in there; then they are admitted', () => {
    const { signsIn, knocks } = agency({ UMA: 'on' })
    const [nophone, desk] = [staff('NOPHONE', { cellPhone: false }), laptop('Firefox')]
    const refused = signsIn(nophone, desk, work)
    expect(refused).toMatchObject({ verdict: 'refuse', check: 'no-cell-phone', methods: [] })
    expect(refused.nearest).toEqual({ change: 'add-cell-phone', wouldBe: 'challenge', values: {} })
    expect(knocks(nophone, desk, work).verdict).toBe('refuse')
    signsIn(staff('BSMITH'), desk, work)
    expect(signsIn(nophone, desk, work)).toMatchObject({
      verdict: 'allow',
      letThroughBy: 'recognized-machine',
    })
  })

  test('or an administrator enters a number in the profile; then they are admitted by text message', () => {
    const { signsIn } = agency({ UMA: 'on' })
    const [nophone, desk] = [staff('NOPHONE', { cellPhone: false }), laptop('Firefox')]
    expect(signsIn(nophone, desk, work).verdict).toBe('refuse')
    nophone.cellPhone = true
    expect(signsIn(nophone, desk, work)).toMatchObject({ verdict: 'challenge', methods: ['text'] })
    nophone.cellPhone = false
    expect(signsIn(nophone, desk, work).verdict).toBe('allow')
  })
})

describe('both together', () => {
  test('the text message proves the machine, set-up follows in the same sign-in, and nothing is asked next time', () => {
    const { signsIn } = agency({ '2FA': 'On', UMA: 'on' })
    const [bsmith, desk] = [staff('BSMITH'), laptop('Chrome')]
    expect(signsIn(bsmith, desk, work)).toMatchObject({
      verdict: 'challenge',
      methods: ['text'],
      enrollFollows: true,
    })
    bsmith.setUp = ['app', 'email']
    const next = signsIn(bsmith, desk, work)
    expect(next).toMatchObject({ verdict: 'allow', letThroughBy: 'remembered-connection' })
    expect(next.reasons.map(({ values }) => values.by)).toEqual([
      'remembered-connection',
      'recognized-machine',
    ])
  })

  test('a machine that a colleague made recognized spares the text message, never the own proof', () => {
    const { signsIn } = agency({ '2FA': 'On', UMA: 'on' })
    const desk = laptop('Chrome')
    signsIn(staff('BSMITH'), desk, work)
    const cbills = staff('CBILLS', { cellPhone: false })
    expect(signsIn(cbills, desk, work)).toMatchObject({ verdict: 'enroll', check: 'not-set-up' })
  })

  test('who is set up needs no cell phone on a new machine', () => {
    const { signsIn } = agency({ '2FA': 'On', UMA: 'on' })
    const nophone: User = { name: 'NOPHONE', cellPhone: false, setUp: ['app', 'email'] }
    expect(signsIn(nophone, laptop('Chrome'), work)).toMatchObject({
      verdict: 'challenge',
      methods: ['app', 'email'],
    })
  })
})

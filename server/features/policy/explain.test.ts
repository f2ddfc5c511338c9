import { describe, expect, test } from 'vitest'
import { Reason } from '../../../contract/api/sign-in.ts'
import { type Check, checks } from '../../../contract/words.ts'
import { daysText, momentText } from './dates.ts'
import type { Decision, DecisionReason, NearestChange } from './decision.ts'
import { explain, sentence, toReasons } from './explain.ts'

const proved = { provedAt: '2026-04-24T09:00:00.000Z', days: 9, limit: 7 }
const used = {
  recognizedAt: '2026-01-02T23:59:59.000Z',
  lastUsedAt: '2026-04-02T09:00:00.000Z',
  days: 31,
  limit: 30,
  name: 'Front desk 2',
}
const changed = { from: '203.0.113.7', to: '198.51.100.4', provedAt: '2026-04-24T09:00:00.000Z' }

const reasons: [DecisionReason, string][] = [
  [{ check: 'person-inactive', values: {} }, 'This account is not in use any more.'],
  [{ check: 'nothing-asked', values: {} }, 'Your organization asks for nothing beside the password.'],
  [
    { check: 'no-cell-phone', values: { machine: 'unrecognized' } },
    "We don't know this computer yet, and there is no cell phone in your profile to send a code to.",
  ],
  [
    { check: 'no-cell-phone', values: { machine: 'idle', ...used } },
    'Nobody has used this computer for a while, and there is no cell phone in your profile to send a code to.',
  ],
  [
    { check: 'mailbox-alone', values: { until: '2026-05-04T09:00:00.000Z' } },
    'Your password was chosen by a link in your mailbox, so where you have not confirmed before a code by e-mail is not enough.',
  ],
  [
    { check: 'mailbox-alone', values: { until: null } },
    'Your mailbox alone is not enough for a new password, because you have set up another way to confirm.',
  ],
  [
    { check: 'machine-unrecognized', values: {} },
    'Nobody in your organization has confirmed on this computer before.',
  ],
  [
    { check: 'machine-key-missing', values: { registeredAt: proved.provedAt, another: true } },
    'This browser could not show that it is the one we know.',
  ],
  [
    { check: 'machine-key-missing', values: { registeredAt: null, another: false } },
    'Your organization does not know this browser well enough to skip the code.',
  ],
  [
    { check: 'machine-idle', values: used },
    'Nobody in your organization has used this computer for 31 days.',
  ],
  [{ check: 'reset-open', values: {} }, 'Your ways to confirm were reset, so please set them up again.'],
  [
    { check: 'not-set-up', values: {} },
    'Your organization asks everybody to set up a way to confirm that it is them.',
  ],
  [
    { check: 'reset-over', values: {} },
    'Setting up your ways to confirm was not finished, so please confirm by what you have.',
  ],
  [{ check: 'no-method-left', values: {} }, 'None of your ways to confirm can be used right now.'],
  [{ check: 'every-sign-in', values: { limit: 0 } }, 'Your organization asks for a code at every sign-in.'],
  [{ check: 'machine-new', values: { hasCookie: true } }, 'You have not confirmed on this computer before.'],
  [{ check: 'network-changed', values: changed }, 'You are on a different network than last time.'],
  [{ check: 'browser-changed', values: changed }, 'You are using a different browser than last time.'],
  [{ check: 'system-changed', values: changed }, 'This computer runs a different system than last time.'],
  [
    { check: 'frequency-elapsed', values: proved },
    'It has been 9 days since you last confirmed here; your organization asks every 7 days.',
  ],
  [
    { check: 'frequency-elapsed', values: { ...proved, days: 1, limit: 1 } },
    'It has been 1 day since you last confirmed here; your organization asks every day.',
  ],
  [
    { check: 'known', values: { by: 'remembered-connection', ...proved } },
    'You confirmed on this computer on 24 April 2026.',
  ],
  [
    { check: 'known', values: { by: 'recognized-machine', ...used } },
    'Your organization knows this computer.',
  ],
  [{ check: 'last-word', values: {} }, 'We want to be sure that it is you.'],
]

function decision(parts: Partial<Decision> & { check: Check }): Decision {
  return {
    verdict: 'challenge',
    methods: ['email', 'app'],
    enrollFollows: false,
    restsOnReset: false,
    letThroughBy: null,
    reasons: [{ check: parts.check, values: {} }],
    nearest: null,
    ...parts,
  }
}

describe('what a person reads', () => {
  test.each(reasons)('$check: one plain sentence', (reason, expected) => {
    expect(sentence(reason)).toBe(expected)
  })

  test('every check has its sentence, and none uses the words of the trade', () => {
    expect(new Set(reasons.map(([{ check }]) => check))).toEqual(new Set(checks))
    for (const [reason] of reasons) {
      expect(sentence(reason)).not.toMatch(
        /\b(MFA|2FA|OTP|UMA|challenge|factor|token|cookie|authenticat\w*)\b/i,
      )
      expect(sentence(reason)).toMatch(/^[A-Z].*\.$/)
      expect(sentence(reason)).not.toMatch(/undefined|null|NaN/)
    }
  })

  test('the API gets every reason in order, in the shape of the contract', () => {
    const told = toReasons({ reasons: reasons.map(([reason]) => reason) })
    expect(told.map(({ check }) => check)).toEqual(reasons.map(([{ check }]) => check))
    for (const reason of told) expect(Reason.parse(reason)).toEqual(reason)
  })

  test('the API is not told on which network the person was before: whoever asks may be another (T19)', () => {
    const values = { from: '198.51.100.7', to: '203.0.113.9', provedAt: '2026-05-04T08:03:00.000Z' }
    const [told] = toReasons({ reasons: [{ check: 'network-changed', values }] })
    expect(told?.values).toEqual({ provedAt: values.provedAt })
  })
})

describe('what administrators read', () => {
  test('the verdict with its ways, the reason with its values, and the day that would have made the difference', () => {
    const nearest: NearestChange = {
      change: 'sign-in-before',
      wouldBe: 'allow',
      values: { at: '2026-05-03T09:00:00.000Z' },
    }
    const check = 'frequency-elapsed'
    expect(explain(decision({ check, reasons: [{ check, values: proved }], nearest }))).toEqual([
      'Asked for a code (frequency-elapsed); ways: email, app.',
      'frequency-elapsed: proved 9 days ago (24 April 2026, 09:00 UTC), limit 7 days.',
      'Would not have been asked on this computer before 3 May 2026, 09:00 UTC.',
    ])
  })

  test('set-up that follows, the reset it rests on, and both reasons of it', () => {
    const lines = explain(
      decision({
        check: 'machine-idle',
        methods: ['text'],
        enrollFollows: true,
        restsOnReset: true,
        reasons: [
          { check: 'machine-idle', values: used },
          { check: 'reset-open', values: {} },
        ],
      }),
    )
    expect(lines).toEqual([
      'Asked for a code (machine-idle); ways: text; set-up follows; it rests on the open reset.',
      'machine-idle: "Front desk 2", recognized 2 January 2026, 23:59 UTC, last used 31 days ago (2 April 2026, 09:00 UTC), limit 30 days.',
      'reset-open: two factor authentication was reset, and the reset is open.',
    ])
  })

  test('both that let a person in, and from when on that ends', () => {
    const check = 'known'
    const nearest: NearestChange = {
      change: 'sign-in-after',
      wouldBe: 'challenge',
      values: { at: '2026-05-05T09:00:00.000Z' },
    }
    const both = [
      { check, values: { by: 'remembered-connection', ...proved } },
      { check, values: { by: 'recognized-machine', ...used } },
    ] as const
    const allowed = decision({ check, verdict: 'allow', methods: [], reasons: both, nearest })
    expect(explain(allowed)).toEqual([
      'Let in without a code (known).',
      'known: remembered connection: proved 9 days ago (24 April 2026, 09:00 UTC), limit 7 days.',
      'known: recognized machine: "Front desk 2", recognized 2 January 2026, 23:59 UTC, last used 31 days ago (2 April 2026, 09:00 UTC), limit 30 days.',
      'Will be asked on this computer from 5 May 2026, 09:00 UTC on.',
    ])
  })

  const changes: [NearestChange, string][] = [
    [
      { change: 'activate-person', wouldBe: 'allow', values: {} },
      'Would not have been asked if the person were active.',
    ],
    [
      { change: 'turn-on-two-factor', wouldBe: 'enroll', values: {} },
      'Would have been led to set-up if 2FA were On.',
    ],
    [
      { change: 'turn-on-unidentified-machine', wouldBe: 'refuse', values: {} },
      'Would have been refused if UMA were on.',
    ],
    [
      { change: 'turn-off-two-factor', wouldBe: 'allow', values: {} },
      'Would not have been asked if 2FA were Off.',
    ],
    [
      { change: 'add-cell-phone', wouldBe: 'challenge', values: {} },
      'Would have been asked with a cell phone in the profile.',
    ],
    [
      { change: 'prove-once-here', wouldBe: 'allow', values: {} },
      'Would not have been asked if this computer had been proved once.',
    ],
    [
      { change: 'prove-key', wouldBe: 'allow', values: {} },
      'Would not have been asked if the key of this machine had been proved.',
    ],
    [
      { change: 'let-cookies-count', wouldBe: 'allow', values: {} },
      'Would not have been asked if MACHINEKEY were where possible.',
    ],
    [
      { change: 'finish-set-up', wouldBe: 'allow', values: {} },
      'Would not have been asked if set-up were finished.',
    ],
    [
      { change: 'reset-two-factor', wouldBe: 'enroll', values: {} },
      'Would have been led to set-up after a reset of two factor authentication.',
    ],
    [
      { change: 'set-up-a-method', wouldBe: 'challenge', values: {} },
      'Would have been asked with one usable method.',
    ],
    [
      { change: 'ask-less-often', wouldBe: 'allow', values: { limit: 4 } },
      'Would not have been asked if 2FAFREQUENCY were 4.',
    ],
    [
      {
        change: 'sign-in-as-before',
        wouldBe: 'allow',
        values: { network: '203.0.113.7', browser: 'Chrome' },
      },
      'Would not have been asked with network 203.0.113.7, browser Chrome on this computer.',
    ],
  ]
  test.each(changes)('$change', (nearest, line) => {
    expect(explain(decision({ check: 'last-word', nearest })).at(-1)).toBe(line)
  })

  test('every reason has its line, with every time, count and name in it', () => {
    for (const [reason] of reasons) {
      const line = explain(decision({ check: reason.check, reasons: [reason] }))[1]!
      expect(line).toMatch(new RegExp(`^${reason.check}: .*[^.]\\.$`))
      expect(line).not.toMatch(/undefined|null|NaN|unknown/)
      for (const [key, value] of Object.entries(reason.values)) {
        if (key.endsWith('At') && value !== null) expect(line).toContain(momentText(value))
        if (key === 'days') expect(line).toContain(daysText(value))
        if (['limit', 'from', 'to', 'name'].includes(key)) expect(line).toContain(String(value))
      }
    }
  })

  test('days are those of UTC, and a time that cannot be read does no harm', () => {
    expect(momentText('2026-05-03T23:59:59.999-00:00')).toBe('3 May 2026, 23:59 UTC')
    expect(momentText('2026-05-03T23:30:00-05:00')).toBe('4 May 2026, 04:30 UTC')
    expect(momentText('soon')).toBe('an unknown time')
    expect(momentText(undefined)).toBe('an unknown time')
  })
})

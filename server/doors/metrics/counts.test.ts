import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checks, methods } from '../../../contract/words.ts'
import { countsOf } from './counts.ts'

const decision = (verdict: string, check: string, enrollFollows = false) => ({
  decision: { verdict, check, enrollFollows },
})
/** "metric label label ×times" */
const said = (event: string, data: Record<string, unknown>) =>
  countsOf(event, data).map(
    ({ metric, labels, times }) => `${metric} ${Object.values(labels).join(' ')}${times ? ` ×${times}` : ''}`,
  )

describe('what counts as what', () => {
  it.each<[string, string, Record<string, unknown>, string[]]>([
    [
      'let through',
      'signed-in',
      { ...decision('allow', 'known'), method: null },
      ['signIns signed-in known'],
    ],
    [
      'in by a code',
      'signed-in',
      { ...decision('challenge', 'machine-new'), method: 'app' },
      ['signIns signed-in machine-new', 'codesUsed app sign-in'],
    ],
    [
      'in after set-up, whose code was counted there',
      'signed-in',
      { ...decision('enroll', 'not-set-up'), method: 'email' },
      ['signIns signed-in not-set-up'],
    ],
    [
      'in after a code and then set-up',
      'signed-in',
      { ...decision('challenge', 'machine-unrecognized', true), method: 'text' },
      ['signIns signed-in machine-unrecognized'],
    ],
    [
      'asked for a code',
      'sign-in-begun',
      decision('challenge', 'machine-idle'),
      ['signIns challenged machine-idle'],
    ],
    ['led into set-up', 'sign-in-begun', decision('enroll', 'reset-open'), ['signIns set-up reset-open']],
    ['refused', 'sign-in-refused', decision('refuse', 'no-cell-phone'), ['signIns refused no-cell-phone']],
    ['a wrong password', 'sign-in-failed', { check: 'wrong-password' }, ['signIns failed wrong-password']],
    ['a code that set-up follows', 'code-accepted', { method: 'text' }, ['codesUsed text sign-in']],
    ['a way that was added', 'method-added', { method: 'app' }, ['codesUsed app enrollment']],
    ['proved anew by a code', 'fresh-proof', { method: 'app' }, ['codesUsed app fresh-proof']],
    ['proved anew by the password', 'fresh-proof', { method: null }, []],
    ['a wrong code', 'wrong-code', { method: 'email', left: 2 }, ['wrongCodes email sign-in']],
    [
      'a wrong code in set-up',
      'wrong-code',
      { method: 'email', purpose: 'enrollment' },
      ['wrongCodes email enrollment'],
    ],
    [
      'a code that left',
      'message-sent',
      { channel: 'text', kind: 'code' },
      ['messages text sent', 'codesSent text'],
    ],
    [
      'a notice that left',
      'message-sent',
      { channel: 'email', kind: 'method-locked' },
      ['messages email sent'],
    ],
    ['a code that did not', 'message-failed', { channel: 'text', kind: 'code' }, ['messages text failed']],
    ['rows', 'rows-cleaned-up', { table: 'sessions', rows: 20 }, ['cleanedUp sessions ×20']],
    ['what nobody counts', 'person-added', { name: 'Ann' }, []],
  ])('%s', (_, event, data, counts) => expect(said(event, data)).toEqual(counts))

  it('has labels from fixed lists, whatever the data hold', () => {
    const words = [
      ...checks,
      ...methods,
      ...['signed-in', 'challenged', 'set-up', 'refused', 'failed', 'wrong-password', 'person-inactive'],
      ...['sign-in', 'enrollment', 'fresh-proof', 'sent', 'waiting', 'dropped', 'sessions', 'other'],
    ]
    const events = fc.constantFrom(
      'signed-in',
      'sign-in-begun',
      'sign-in-failed',
      'wrong-code',
      'fresh-proof',
    )
    const anything = fc.dictionary(
      fc.constantFrom('method', 'purpose', 'check', 'decision', 'channel'),
      fc.anything(),
    )
    fc.assert(
      fc.property(events, anything, (event, data) => {
        for (const { labels } of countsOf(event, data))
          for (const value of Object.values(labels)) expect(words).toContain(value)
      }),
    )
  })
})

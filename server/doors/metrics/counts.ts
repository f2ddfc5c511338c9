/** What does an event count as? Of what happened only fixed words are counted: no person, no organization, no address. */

import { channels, checks, methods, verdicts } from '../../../contract/words.ts'
import { terms, unused } from '../../features/clean-up/terms.ts'

export interface Count {
  metric: 'signIns' | 'codesUsed' | 'wrongCodes' | 'codesSent' | 'messages' | 'cleanedUp'
  labels: Readonly<Record<string, string>>
  /** How many at once; 1 when absent. */
  times?: number
}

type Data = Readonly<Record<string, unknown>>

/** What became of a sign-in, by the verdict of the decision. */
const begun: Record<(typeof verdicts)[number], string> = {
  allow: 'signed-in',
  challenge: 'challenged',
  enroll: 'set-up',
  refuse: 'refused',
}
const failures = ['wrong-password', 'person-inactive']
const purposes = ['sign-in', 'enrollment', 'fresh-proof']
const tables = [...terms, ...unused].map(({ table }) => table)
const messageResults = ['sent', 'waiting', 'failed', 'dropped']

/** @param event of the audit, or `message-sent` and the like of the outbox */
export function countsOf(event: string, data: Data): readonly Count[] {
  return (table[event] ?? (() => []))(data)
}

const table: Readonly<Record<string, (data: Data) => Count[]>> = {
  'signed-in': (data) => [
    signIn('signed-in', checkOf(data)),
    // After set-up the code was counted in set-up, or as `code-accepted`.
    ...(verdictOf(data) === 'challenge' && !enrollFollows(data) ? codeUsed(data, 'sign-in') : []),
  ],
  'sign-in-begun': (data) => [signIn(begun[verdictOf(data) ?? 'challenge'], checkOf(data))],
  'sign-in-refused': (data) => [signIn('refused', checkOf(data))],
  'sign-in-failed': (data) => [signIn('failed', oneOf(failures, data.check))],
  'code-accepted': (data) => codeUsed(data, 'sign-in'),
  'method-added': (data) => codeUsed(data, 'enrollment'),
  'method-replaced': (data) => codeUsed(data, 'enrollment'),
  'fresh-proof': (data) => codeUsed(data, 'fresh-proof'),
  'wrong-code': ({ method, purpose = 'sign-in' }) => [
    {
      metric: 'wrongCodes',
      labels: { method: oneOf(methods, method), purpose: oneOf(purposes, purpose) },
    },
  ],
  'rows-cleaned-up': ({ table, rows }) => [
    { metric: 'cleanedUp', labels: { table: oneOf(tables, table) }, times: Number(rows) },
  ],
  ...Object.fromEntries(messageResults.map((result) => [`message-${result}`, message(result)])),
}

function signIn(outcome: string, reason: string): Count {
  return { metric: 'signIns', labels: { outcome, reason } }
}

/** None where no code was asked for. */
function codeUsed({ method }: Data, purpose: string): Count[] {
  if (method === null || method === undefined) return []
  return [{ metric: 'codesUsed', labels: { method: oneOf(methods, method), purpose } }]
}

function message(result: string): (data: Data) => Count[] {
  return ({ channel, kind }) => {
    const method = oneOf(channels, channel)
    const counted: Count = { metric: 'messages', labels: { channel: method, result } }
    const isSentCode = kind === 'code' && result === 'sent'
    return isSentCode ? [counted, { metric: 'codesSent', labels: { method } }] : [counted]
  }
}

const decisionOf = ({ decision }: Data) => (decision ?? {}) as Record<string, unknown>
const checkOf = (data: Data) => oneOf(checks, decisionOf(data).check)
const enrollFollows = (data: Data) => decisionOf(data).enrollFollows === true

function verdictOf(data: Data) {
  return verdicts.find((one) => one === decisionOf(data).verdict)
}

/** A label has one of few values, whatever the data hold. */
function oneOf(values: readonly string[], value: unknown): string {
  return values.find((one) => one === value) ?? 'other'
}

/** What the audit keeps of an entry about somebody who was erased (R19.9): what was done, never a name, an address or a word that was typed. */

type Values = Readonly<Record<string, unknown>>

/** Ids, words of ours, counts and times. What is not named here goes: whoever adds a value decides anew. */
const kept = new Set([
  'sessionId',
  'signInId',
  'machineId',
  'connectionId',
  'method',
  'letThroughBy',
  'machineRecognized',
  'check',
  'purpose',
  'left',
  'default',
  'wasDefault',
  'removed',
  'openUntil',
  'sent',
  'ended',
  'forgotten',
  'sessionsEnded',
  'rights',
  'granted',
  'revoked',
  'browser',
  'system',
])

/** Of a decision its verdict; the values of its reasons tell from where the person came. */
const keptOfDecision = new Set([
  'verdict',
  'check',
  'methods',
  'enrollFollows',
  'restsOnReset',
  'letThroughBy',
])

export function withoutThePerson({ decision, ...values }: Values): Record<string, unknown> {
  return {
    ...only(kept, values),
    ...(typeof decision === 'object' &&
      decision !== null && { decision: only(keptOfDecision, decision as Values) }),
  }
}

function only(names: ReadonlySet<string>, values: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)))
}

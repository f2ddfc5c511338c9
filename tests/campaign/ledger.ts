/**
 * What people were told, kept apart from the server: every result whose answer came whole. While an answer is out, and for
 * ever where it never came or was a fault of the server, both the old and the new state are right.
 */
export interface Ledger {
  /** What may be, for each subject such as `session …` or `password …`. */
  readonly states: ReadonlyMap<string, ReadonlySet<string>>
  /** How often something that the audit tells was acknowledged, by event and who did it. */
  readonly events: ReadonlyMap<string, number>
  /** Codes that signed somebody in. */
  readonly usedCodes: UsedCode[]
  /** Every state that a subject was to get, in the order in which that was asked for or told. */
  readonly history: readonly Change[]
  acknowledged(): number
  set(subject: string, state: string): void
  begin(changes: readonly Change[], event?: string): ToldChange
  count(event: string): void
}

export type Change = readonly [subject: string, state: string]

/** One thing somebody asked for; ends in exactly one of three ways. */
interface ToldChange {
  done(): void
  refused(): void
}

/** Entered into the sign-in that these cookies hold. */
export interface UsedCode {
  cookies: ReadonlyMap<string, string>
  code: string
  who: string
}

export function openLedger(): Ledger {
  const states = new Map<string, Set<string>>()
  const events = new Map<string, number>()
  const history: Change[] = []
  let acknowledged = 0
  const count = (event: string) => void events.set(event, (events.get(event) ?? 0) + 1)
  return {
    states,
    events,
    usedCodes: [],
    history,
    acknowledged: () => acknowledged,
    set(subject, state) {
      history.push([subject, state])
      states.set(subject, new Set([state]))
    },
    count,
    begin(changes, event) {
      const before = changes.map(([subject]) => [subject, new Set(states.get(subject) ?? [])] as const)
      history.push(...changes)
      for (const [subject, state] of changes)
        states.set(subject, new Set([...(states.get(subject) ?? ['nothing']), state]))
      return {
        done() {
          acknowledged++
          for (const [subject, state] of changes) states.set(subject, new Set([state]))
          if (event) count(event)
        },
        refused() {
          for (const [subject, old] of before) {
            if (old.size > 0) states.set(subject, old)
            else states.delete(subject)
          }
        },
      }
    },
  }
}

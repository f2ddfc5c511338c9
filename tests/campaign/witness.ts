import type { AnswerOf, EndpointName } from '../../contract/api/endpoints.ts'
import { type Reply, type Visitor, visitor } from '../support/visitor.ts'
import type { Change, Ledger } from './ledger.ts'

/** A request that takes longer hangs: a server that still works is never as slow, however busy the machine. */
export const patience = 120_000

/** Everything people saw that was not what they had asked for, how often, and how long the longest wait was. */
export interface Witness {
  readonly seen: Map<string, number>
  longestMs: number
  /** Answers that must never be: no stable code, a fault of ours, no answer for too long. */
  readonly wrong: string[]
  sentences(): string[]
}

export function openWitness(): Witness {
  const seen = new Map<string, number>()
  const self: Witness = {
    seen,
    longestMs: 0,
    wrong: [],
    sentences: () => [
      ...[...seen].sort().map(([what, times]) => `${what}: ${times} times`),
      `longest wait for an answer: ${Math.round(self.longestMs)} ms`,
    ],
  }
  return self
}

/** Somebody at a machine whose every step stands in the ledger. */
export interface Client {
  visitor: Visitor
  /** Undefined where nobody can know what became of it: no answer, or a fault of the server. */
  ask<Name extends EndpointName>(
    name: Name,
    body?: unknown,
    more?: { path?: string; changes?: readonly Change[]; event?: string },
  ): Promise<Reply<AnswerOf<Name>> | undefined>
}

export function client(url: string, { ledger, witness }: { ledger: Ledger; witness: Witness }): Client {
  const machine = visitor(url, { patience })
  return {
    visitor: machine,
    async ask(name, body, { path, changes = [], event } = {}) {
      const told = ledger.begin(changes, event)
      const reply = await watched(witness, name, () => machine.call(name, body, path))
      if (!reply || reply.status >= 500) return undefined
      if (reply.status >= 400) told.refused()
      else told.done()
      return reply
    },
  }
}

async function watched<Answer>(
  witness: Witness,
  name: string,
  call: () => Promise<Reply<Answer>>,
): Promise<Reply<Answer> | undefined> {
  const began = performance.now()
  const note = (what: string) => witness.seen.set(what, (witness.seen.get(what) ?? 0) + 1)
  try {
    const reply = await call()
    const { status, problem } = reply
    if (status >= 400) note(`${status} ${problem?.code ?? 'without a code'}`)
    if (status === 500 || (status >= 400 && !problem?.code))
      witness.wrong.push(`${name} was answered with ${status} ${problem?.code ?? 'without a code'}`)
    return reply
  } catch (error) {
    const hung = (error as Error).name === 'TimeoutError'
    note(hung ? 'no answer at all' : 'connection refused or lost')
    if (hung) witness.wrong.push(`${name} had no answer within ${patience / 1000} s`)
    return undefined
  } finally {
    witness.longestMs = Math.max(witness.longestMs, performance.now() - began)
  }
}

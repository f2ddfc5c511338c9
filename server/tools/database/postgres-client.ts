import type { Socket } from 'node:net'
import { Client, type QueryResult } from 'pg'
import { keptStatement } from './statement-names.ts'

type Ask = (this: Client, text: unknown, values?: unknown, done?: unknown) => unknown
const ask = Client.prototype.query as Ask
/** So many answers may be outstanding; whoever writes thousands of rows waits now and then. */
const mostUnheard = 50
const nothing = { command: '', rowCount: null, rows: [], fields: [], oid: 0 }

/**
 * Has PostgreSQL keep what `statement-names.ts` names, and saves round trips: `begin`, and kept writes that give back no rows,
 * are not waited for inside a transaction; the next statement follows at once. What they failed with is thrown by a
 * later statement, at the latest by `commit`. Statements asked at once go together.
 */
export class PipeliningClient extends Client {
  /** Sent in this transaction, and not waited for. Null outside of one. */
  #unheard: Promise<unknown>[] | null = null

  constructor(config?: object) {
    super({ ...config, pipeline: true })
  }

  override query = function (this: PipeliningClient, text: unknown, values: unknown, done: unknown) {
    if (typeof text !== 'string' || done !== undefined) return ask.call(this, text, values, done)
    sendTogether(this)
    const kept = keptStatement(text)
    const asked = ask.call(this, kept ? { ...kept, values } : text, values) as Promise<QueryResult>
    if (text === 'begin') this.#unheard = []
    const unheard = this.#unheard
    if (!unheard) return asked
    if (text === 'begin' || (kept && !kept.givesRows)) {
      asked.catch(() => {})
      unheard.push(asked)
      if (unheard.length < mostUnheard) return Promise.resolve(nothing)
      this.#unheard = []
      return Promise.all(unheard).then(last)
    }
    if (text === 'rollback') this.#unheard = null
    const before = unheard.length
    if (text !== 'commit') return asked.catch((error: unknown) => firstOf(unheard.slice(0, before), error))
    this.#unheard = null
    return Promise.all([...unheard, asked]).then(last)
  } as Ask as Client['query']
}

const last = (all: readonly unknown[]) => all.at(-1)

/** After the first fault PostgreSQL refuses whatever follows: what is told is the first. */
async function firstOf(unheard: readonly Promise<unknown>[], error: unknown): Promise<never> {
  await Promise.all(unheard)
  throw error
}

/** What is asked before this turn of the event loop ends leaves in one piece. */
function sendTogether(client: Client): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}

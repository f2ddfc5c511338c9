import { Client } from 'pg'
import { cachedStatement } from './statement-names.ts'

type Ask = (this: Client, text: unknown, values?: unknown, done?: unknown) => unknown
const ask = Client.prototype.query as Ask

/** Has PostgreSQL keep, under a name, what `statement-names.ts` names. */
export class NamingClient extends Client {
  override query = function (this: Client, text: unknown, values: unknown, done: unknown) {
    const cached = typeof text === 'string' ? cachedStatement(text) : undefined
    return ask.call(this, cached ? { ...cached, values } : text, values, done)
  } as Ask as Client['query']
}

import type { Socket } from 'node:net'
import { type ClientBase, Pool, types } from 'pg'
import { second } from '../../base/duration.ts'
import { NamingClient } from './postgres-client.ts'
import { statementPrefix } from './statement-names.ts'

const bigint = 20

/**
 * Milliseconds that one statement may wait for a lock, that a transaction of ours may stand still before PostgreSQL lets go of
 * what it holds, and that PostgreSQL may keep silent before it counts as gone.
 */
interface Patience {
  lock: number
  stillness: number
  silence: number
}

export interface PoolLimits {
  /** At most, at once. */
  connections: number
  /** Null waits without end, as a migration must. */
  patience: Patience | null
}

/** While people wait for an answer. */
export const usualPatience: Patience = { lock: 5 * second, stillness: 10 * second, silence: 15 * second }

/** Connections for Kysely's PostgreSQL dialect. Our bigints are milliseconds and counts, exact as numbers. */
export function openPool(url: string, { connections, patience }: PoolLimits): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    Client: NamingClient,
    connectionTimeoutMillis: 5 * second,
    onConnect: (client: ClientBase) => begin(client, patience),
    // A network that went away is noticed while nothing is asked.
    keepAlive: true,
    keepAliveInitialDelayMillis: 30 * second,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === bigint ? Number : types.getTypeParser(id, format as 'text'),
    },
  })
  // A connection cut while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

async function begin(client: ClientBase, patience: Patience | null): Promise<void> {
  // One that is cut while in use fails the query under way, which is told; it too would end the process.
  client.on('error', () => {})
  if (!patience) return
  endWhenSilent(client, patience.silence)
  await setPatience(client, patience)
}

/**
 * Told on the connection itself: a pooler before PostgreSQL takes few settings as parameters of the start. Throws where such
 * a pooler hands connections on from transaction to transaction, with the statements of others.
 */
async function setPatience(client: ClientBase, { lock, stillness }: Patience): Promise<void> {
  const { rows } = await client.query<{ others: number }>(
    `select set_config('lock_timeout', '${lock}', false),
      set_config('idle_in_transaction_session_timeout', '${stillness}', false),
      (select count(*) from pg_prepared_statements where starts_with(name, '${statementPrefix}')) as others`,
  )
  if (rows[0]!.others > 0)
    throw new Error(
      'The pooler before PostgreSQL gives a new connection the prepared statements of another. Let it pool by session, or take one that knows prepared statements: docs/scale.md.',
    )
}

/** A server that hangs, or vanished without a word, would keep its connections and whoever waits on them for many minutes. */
function endWhenSilent(client: ClientBase, milliseconds: number): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.setTimeout(milliseconds, () => stream.destroy())
}

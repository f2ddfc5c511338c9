import type { Socket } from 'node:net'
import { type Client, Pool, types } from 'pg'
import { second } from '../../base/duration.ts'
import { PipeliningClient } from './postgres-client.ts'

const bigint = 20

/** Milliseconds that one statement may wait for a lock, and that PostgreSQL may keep silent before it counts as gone. */
interface Patience {
  lock: number
  silence: number
}

export interface PoolLimits {
  /** At most, at once. */
  connections: number
  /** Null waits without end, as a migration must. */
  patience: Patience | null
}

/** While people wait for an answer. */
export const usualPatience: Patience = { lock: 5 * second, silence: 15 * second }

/** Connections for Kysely's PostgreSQL dialect. Our bigints are milliseconds and counts, exact as numbers. */
export function openPool(url: string, { connections, patience }: PoolLimits): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    Client: PipeliningClient,
    connectionTimeoutMillis: 5 * second,
    ...(patience && { lock_timeout: patience.lock }),
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === bigint ? Number : types.getTypeParser(id, format as 'text'),
    },
  })
  // A connection cut while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client: Client) => {
    // One that is cut while in use fails the query under way, which is told; it too would end the process.
    client.on('error', () => {})
    if (patience) endWhenSilent(client, patience.silence)
  })
  return pool
}

/** A server that hangs, or vanished without a word, would keep its connections and whoever waits on them for many minutes. */
function endWhenSilent({ connection }: Client, milliseconds: number): void {
  const { stream } = connection as unknown as { stream: Socket }
  stream.setTimeout(milliseconds, () => stream.destroy())
}

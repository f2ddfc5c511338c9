import { Pool, types } from 'pg'

const bigint = 20

/** Connections for Kysely's PostgreSQL dialect. Our bigints are milliseconds and counts, exact as numbers. */
export function openPool(url: string, connections: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === bigint ? Number : types.getTypeParser(id, format as 'text'),
    },
  })
  // A connection cut while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  // One that is cut while in use fails the query under way, which is told; it too would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

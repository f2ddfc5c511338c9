import { setTimeout as pause } from 'node:timers/promises'
import { openAsker } from './asker.ts'
import { type Engine, openDatabases } from './databases.ts'
import { connections, type Effort } from './effort.ts'
import { cookieHeader, type Latencies, latencies } from './loader.ts'
import { peopleOf } from './people.ts'
import { startProduct } from './products.ts'
import { startSignInLoader } from './sign-in-loader.ts'
import { median, type Row } from './table.ts'
import { becomeRemembered } from './ways.ts'

const mostMs = 5
/** 200 a second in all: applications that ask, not a load of its own. */
const asking = { connections: 4, everyMs: 20 }

/** How long a session check takes while as many people sign in as the server can hash for. */
export async function sessionLatency(effort: Effort): Promise<Row[]> {
  return [await onEngine(effort, 'SQLite'), await onEngine(effort, 'PostgreSQL')]
}

async function onEngine({ rounds, signIns }: Effort, engine: Engine): Promise<Row> {
  const loader = await startSignInLoader()
  const databases = openDatabases()
  const people = peopleOf(connections + 1)
  const server = await startProduct.doorward(databases, { engine, people, smtpPort: loader.smtpPort })
  const asker = openAsker(server.url)
  const noCodes = { next: () => Promise.reject(new Error('No code is sent here')) }
  await becomeRemembered('doorward', { asker, codes: noCodes, people }, connections)
  asker.close()
  const url = `${server.url}/api/session`
  const cookie = cookieHeader(asker.cookies)
  const measured: Latencies[] = []
  const round = { url: server.url, product: 'doorward', way: 'remembered', connections, from: 0 } as const
  await loader.run({ ...round, signIns: connections })
  for (let at = 0; at < rounds; at++) {
    const signingIn = loader.run({ ...round, signIns: signIns * 2 })
    // Everybody comes at once at first, as nobody does in an office.
    await pause(500)
    measured.push(await latencies({ ...asking, url, cookie, seconds: 1.5 }))
    await signingIn
  }
  await server.stop()
  loader.stop()
  await databases.close()
  return toRow(engine, measured)
}

function toRow(engine: Engine, measured: readonly Latencies[]): Row {
  const middle = (name: 'p50' | 'p99') => median(measured.map((one) => one[name]))
  const most = Math.max(...measured.map((one) => one.most))
  return {
    what: `session check while ${connections} connections sign in, ${engine}: 99 of 100 take at most`,
    figure: `${middle('p99').toFixed(1)} ms (half ${middle('p50').toFixed(1)} ms, slowest ${most.toFixed(0)} ms)`,
    target: `at most ${mostMs} ms`,
    isMet: middle('p99') <= mostMs,
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import { takeStock } from './aftermath.ts'
import { dice } from './dice.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { openLedger } from './ledger.ts'
import { type Office, openOffice } from './office.ts'
import { type PostgresProcess, startPostgresProcess } from './postgres-process.ts'
import type { ServerProcess } from './server-process.ts'
import { crowd, untilMore } from './story.ts'
import { openWitness, patience } from './witness.ts'

const places = 12

/** One way of taking the database away under load, and of giving it back. */
interface Outage {
  name: string
  happen(postgres: PostgresProcess, waitMs: number): Promise<void>
}

const cutAll = `select pg_terminate_backend(pid) from pg_stat_activity
  where pid <> pg_backend_pid() and backend_type = 'client backend'`

export type OutageName = 'cut' | 'fast' | 'immediate' | 'locked' | 'frozen'

const outages: Record<OutageName, Outage> = {
  cut: { name: 'PostgreSQL cuts every connection', happen: (postgres) => postgres.command(cutAll) },
  fast: { name: 'PostgreSQL restarted in order', happen: restart('fast') },
  immediate: { name: 'PostgreSQL crashes and recovers', happen: restart('immediate') },
  // Every sign-in and every session check needs a row of people: all connections of the pool wait behind this lock.
  locked: {
    name: 'Every connection of the pool held up',
    happen: (postgres, waitMs) =>
      postgres.command(`begin; lock table people in access exclusive mode;
        select pg_sleep(${(25_000 + waitMs) / 1000}); commit`),
  },
  frozen: {
    name: 'PostgreSQL does not answer any more',
    async happen(postgres, waitMs) {
      postgres.freeze()
      await pause(25_000 + waitMs)
      postgres.thaw()
    },
  },
}

function restart(how: 'fast' | 'immediate') {
  return async (postgres: PostgresProcess, waitMs: number) => {
    postgres.stop(how)
    await pause(waitMs)
    postgres.start()
  }
}

/** The database goes away again and again while people sign in, and the server has to get over it by itself. */
export async function databaseOutage(name: OutageName, injection: Injection): Promise<FaultResult> {
  const outage = outages[name]
  const result = emptyResult(outage.name)
  const postgres = await startPostgresProcess()
  const office = await openOffice({ people: 60 + 120 * injection.times, database: postgres.url })
  try {
    await rounds({ office, postgres, outage }, result, injection)
  } finally {
    await office.close()
    postgres.close()
  }
  return result
}

async function rounds(
  { office, postgres, outage }: { office: Office; postgres: PostgresProcess; outage: Outage },
  result: FaultResult,
  { seed, times }: Injection,
): Promise<void> {
  const fate = dice(seed)
  let [isOver, slowest] = [false, 0]
  const cast = { office, ledger: openLedger(), witness: openWitness(), dice: fate, isOver: () => isOver }
  const server = await office.start()
  const load = crowd(cast, places)
  for (let round = 0; round < times; round++) {
    await untilMore(cast, fate.between(30, 120))
    await outage.happen(postgres, fate.between(100, 1200))
    result.injected++
    slowest = Math.max(slowest, await readyAgain(server, result))
  }
  await untilMore(cast, 60)
  isOver = true
  await load
  await takeStock(cast, server, result)
  result.saw.push(`ready again at the latest ${Math.round(slowest)} ms after the database was back`)
}

/** Against hanging alone. */
const mostMs = 120_000

async function readyAgain({ url, hasEnded }: ServerProcess, result: FaultResult): Promise<number> {
  const began = performance.now()
  while (performance.now() - began < mostMs && !hasEnded()) {
    const answer = await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(patience) }).catch(
      () => null,
    )
    if (answer?.ok) return performance.now() - began
    await pause(20)
  }
  result.wrong.push(`not ready again ${mostMs / 1000} s after the database was back`)
  return performance.now() - began
}

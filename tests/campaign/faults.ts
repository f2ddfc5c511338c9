import { allTestsOnTwoNodes } from '../nodes/all-tests.ts'
import { rollingRestart } from '../nodes/rolling-restart.ts'
import { databaseOutage, type OutageName } from './database-outage.ts'
import type { FaultResult, Injection } from './fault-result.ts'
import { killedServer } from './killed-server.ts'
import { startPostgresProcess } from './postgres-process.ts'

interface Fault {
  /** How often in a whole campaign. */
  times: number
  inject(injection: Injection): Promise<FaultResult[]>
}

/** By the name that `npm run campaign -- NAME` takes, in the order of a whole campaign. */
export const faults: Record<string, Fault> = {
  'kill-sqlite': {
    times: 20,
    inject: async (injection) => [await killedServer(injection, { isTimed: true })],
  },
  'kill-postgres': { times: 20, inject: killedOnPostgres },
  'postgres-cut': outage('cut', 20),
  'postgres-restart': outage('fast', 10),
  'postgres-crash': outage('immediate', 10),
  'pool-held-up': outage('locked', 2),
  'postgres-frozen': outage('frozen', 2),
  'rolling-restart': { times: 10, inject: restartedInTurn },
  nodes: { times: 1, inject: async () => [await allTestsOnTwoNodes()] },
}

function outage(name: OutageName, times: number): Fault {
  return { times, inject: async (injection) => [await databaseOutage(name, injection)] }
}

async function restartedInTurn({ times }: Injection): Promise<FaultResult[]> {
  const postgres = await startPostgresProcess()
  try {
    return [await rollingRestart(postgres.url, times)]
  } finally {
    postgres.close()
  }
}

async function killedOnPostgres(injection: Injection): Promise<FaultResult[]> {
  const postgres = await startPostgresProcess()
  try {
    return [await killedServer(injection, { database: postgres.url, isTimed: true })]
  } finally {
    postgres.close()
  }
}

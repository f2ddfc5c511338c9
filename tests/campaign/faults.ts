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
  'kill-sqlite': { times: 20, inject: async (injection) => [await killedServer(injection)] },
  'kill-postgres': {
    times: 20,
    inject: async (injection) => {
      const postgres = await startPostgresProcess()
      try {
        return [await killedServer(injection, { database: postgres.url })]
      } finally {
        postgres.close()
      }
    },
  },
}

import { allTestsOnTwoNodes } from '../nodes/all-tests.ts'
import { rollingRestart } from '../nodes/rolling-restart.ts'
import { clockJumps } from './clock-jumps.ts'
import { databaseOutage, type OutageName } from './database-outage.ts'
import { type DiskName, failingDisk } from './failing-disk.ts'
import type { FaultResult, Injection } from './fault-result.ts'
import { killedServer } from './killed-server.ts'
import { type MailFaultName, mailFault } from './mail-faults.ts'
import { startPostgresProcess } from './postgres-process.ts'
import { restoredBackup } from './restored-backup.ts'
import { skewedNodes } from './skewed-nodes.ts'
import { type TextFaultName, textFault } from './text-faults.ts'

interface Fault {
  /** How often in a whole campaign. */
  times: number
  inject(injection: Injection): Promise<FaultResult>
}

const outage = (name: OutageName, times: number): Fault => ({
  times,
  inject: (injection) => databaseOutage(name, injection),
})

const disk = (name: DiskName): Fault => ({ times: 10, inject: (injection) => failingDisk(name, injection) })

const mail = (name: MailFaultName): Fault => ({ times: 5, inject: (injection) => mailFault(name, injection) })

const texts = (name: TextFaultName): Fault => ({
  times: 5,
  inject: (injection) => textFault(name, injection),
})

/** With the address of an empty PostgreSQL database of its own. */
function onPostgres(
  times: number,
  inject: (injection: Injection, database: string) => Promise<FaultResult>,
): Fault {
  return {
    times,
    async inject(injection) {
      const postgres = await startPostgresProcess()
      try {
        return await inject(injection, postgres.url)
      } finally {
        postgres.close()
      }
    },
  }
}

/** By the name that `npm run campaign -- NAME` takes, in the order of a whole campaign. */
export const faults: Record<string, Fault> = {
  'kill-sqlite': { times: 20, inject: (injection) => killedServer(injection, { isTimed: true }) },
  'kill-postgres': onPostgres(20, (injection, database) =>
    killedServer(injection, { database, isTimed: true }),
  ),
  'postgres-cut': outage('cut', 20),
  'postgres-restart': outage('fast', 10),
  'postgres-crash': outage('immediate', 10),
  'pool-held-up': outage('locked', 2),
  'postgres-frozen': outage('frozen', 2),
  'disk-full': disk('full'),
  'disk-write-errors': disk('write-errors'),
  'disk-sync-errors': disk('sync-errors'),
  'mail-gone': mail('gone'),
  'mail-refuses': mail('refuses'),
  'mail-greylists': mail('greylists'),
  'mail-slow': mail('slow'),
  'mail-drops': mail('drops'),
  'mail-down': mail('down'),
  'text-gone': texts('gone'),
  'text-500': texts('answers-500'),
  'text-silent': texts('silent'),
  'text-refuses-number': texts('refuses-number'),
  'clock-jumps': { times: 27, inject: (injection) => clockJumps(injection, 'libfaketime') },
  'clocks-apart': onPostgres(24, skewedNodes),
  backup: { times: 5, inject: restoredBackup },
  'rolling-restart': onPostgres(10, ({ times }, database) => rollingRestart(database, times)),
  nodes: { times: 1, inject: allTestsOnTwoNodes },
}

import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { cleanUp } from './clean-up.ts'
import { type Effort, quick, whole } from './effort.ts'
import { growth } from './growth.ts'
import { machineKey } from './machine-key.ts'
import { memory } from './memory.ts'
import { pageWeight } from './page-weight.ts'
import { sessionLatency } from './session-latency.ts'
import { sessionRate } from './session-rate.ts'
import { signInCost } from './sign-in-cost.ts'
import { signInRate, signInWithoutHash } from './sign-in-rate.ts'
import { startTime } from './start-time.ts'
import { printTable, type Row } from './table.ts'

type Measure = (effort: Effort) => Promise<Row | Row[]>

/** In this order; `--only` chooses among the names. */
const measures: Readonly<Record<string, Measure>> = {
  'session-rate': sessionRate,
  'session-latency': sessionLatency,
  'sign-in-cost': signInCost,
  'sign-in-rate': signInRate,
  'sign-in-without-hash': signInWithoutHash,
  'machine-key': machineKey,
  growth,
  memory,
  'clean-up': () => cleanUp(),
  'page-weight': pageWeight,
  'start-time': startTime,
}

/** Takes minutes however little is measured: quickly only where it is named. */
const slow = new Set(['clean-up'])

/** Speed and weight as ratios measured in one run: see docs/benchmarks.md. Exit code 1 where a figure is missed. */
const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } })
const effort = values.quick ? quick : whole
const names =
  values.only?.split(',') ?? Object.keys(measures).filter((name) => !values.quick || !slow.has(name))
const unknown = names.filter((name) => !measures[name])
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Say some of: ${Object.keys(measures).join(', ')}.`)
  process.exit(2)
}
// Every server and every folder goes with this process, also when it is stopped in the middle.
process.setMaxListeners(100)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const rows: Row[] = []
for (const name of names) {
  const measured = [await measures[name]!(effort)].flat()
  for (const row of measured) console.error(`… ${row.what}: ${row.figure}`)
  rows.push(...measured)
}
console.log(
  `\nNode ${process.versions.node}, ${cpus().length} processors, ${new Date().toISOString().slice(0, 10)}\n`,
)
printTable(rows)
process.exit(rows.every((row) => row.isMet) ? 0 : 1)

import { cpus } from 'node:os'
import { growth } from './growth.ts'
import { memoryAfter } from './memory.ts'
import { pageWeight } from './page-weight.ts'
import { sessionRate } from './session-rate.ts'
import { signInCost } from './sign-in-cost.ts'
import { startTime } from './start-time.ts'
import { printTable, type Row } from './table.ts'

/** Speed and weight as ratios measured in one run. `--quick` signs in 1,000 times instead of 10,000. */
const signIns = process.argv.includes('--quick') ? 1_000 : 10_000
const rows: Row[] = []
for (const measure of [signInCost, sessionRate, pageWeight, startTime, () => memoryAfter(signIns), growth]) {
  const measured = [await measure()].flat()
  for (const row of measured) console.error(`… ${row.what}: ${row.figure}`)
  rows.push(...measured)
}
console.log(`\nNode ${process.versions.node}, ${cpus().length} processors\n`)
printTable(rows)
process.exit(rows.every((row) => row.isMet) ? 0 : 1)

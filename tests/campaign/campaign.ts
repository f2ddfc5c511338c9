import type { FaultResult } from './fault-result.ts'
import { faults } from './faults.ts'

/** `npm run campaign` injects every fault, `npm run campaign -- NAME …` some; `--times 20` and `--seed 7` as said. */
const { names, times, seed } = readWords(process.argv.slice(2))
const chosen = names.length > 0 ? names : Object.keys(faults)
const unknown = chosen.filter((name) => !faults[name])
if (unknown.length > 0) {
  console.error(`There is no fault "${unknown.join('", "')}". There are: ${Object.keys(faults).join(', ')}.`)
  process.exit(2)
}
console.log(`seed ${seed}`)
const results: FaultResult[] = []
for (const name of chosen) {
  const fault = faults[name]!
  console.log(`\n${name}: ${times ?? fault.times} times …`)
  const result = await fault.inject({ seed, times: times ?? fault.times })
  tell(result)
  results.push(result)
}
console.log(`\n${table(results)}`)
process.exitCode = results.some(({ lost, wrong }) => lost.length + wrong.length > 0) ? 1 : 0

function readWords(words: readonly string[]) {
  const names: string[] = []
  let [times, seed]: [number | undefined, number] = [undefined, Math.floor(Math.random() * 1_000_000)]
  for (let at = 0; at < words.length; at++) {
    if (words[at] === '--times') times = Number(words[++at])
    else if (words[at] === '--seed') seed = Number(words[++at])
    else names.push(words[at]!)
  }
  return { names, times, seed }
}

function tell({ fault, lost, wrong, saw }: FaultResult): void {
  console.log(`${fault}`)
  for (const line of saw) console.log(`    ${line}`)
  for (const line of lost.slice(0, 50)) console.log(`  LOST ${line}`)
  for (const line of wrong.slice(0, 50)) console.log(`  WRONG ${line}`)
}

function table(results: readonly FaultResult[]): string {
  const rows = results.map(({ fault, injected, acknowledged, lost, wrong, saw }) =>
    [fault, injected, acknowledged, lost.length, wrong.length, saw.slice(0, 2).join('; ')].join(' | '),
  )
  const head = 'fault | times injected | acknowledged | lost | wrong | what people saw meanwhile'
  return ['', head, '--- | ---: | ---: | ---: | ---: | ---', ...rows]
    .map((row) => row && `| ${row} |`)
    .join('\n')
}

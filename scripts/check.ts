import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Everything about the code that can be checked without running the product, side by side; one line for each check. */
const checks: Record<string, readonly string[]> = {
  'types of server and tests': types('server'),
  'types of the pages': types('web'),
  'form and lint': ['@biomejs/biome/bin/biome', 'ci', '--reporter=summary', '.'],
  'nothing unused': ['knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'],
  'the house and its documents': ['vitest/vitest.mjs', 'run', 'tests/architecture', 'tests/manual-coverage'],
}

const root = join(import.meta.dirname, '..')
const began = performance.now()
const answers = await Promise.all(Object.entries(checks).map(([name, command]) => check(name, command)))
console.log(`${answers.every(Boolean) ? 'all well' : 'not well'} after ${seconds(began)}`)
process.exitCode = answers.every(Boolean) ? 0 : 1

/** What was found last time is kept, so that only what changed is looked at again. */
function types(part: 'server' | 'web'): string[] {
  const kept = join('node_modules', '.cache', `types-${part}`)
  return ['typescript/bin/tsc', '-p', `tsconfig.${part}.json`, '--incremental', '--tsBuildInfoFile', kept]
}

async function check(name: string, [program, ...args]: readonly string[]): Promise<boolean> {
  const start = performance.now()
  const { code, output } = await run(join(root, 'node_modules', program!), args)
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds(start)})`)
  if (code !== 0) console.log(output)
  return code === 0
}

function run(program: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, output }))
  })
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

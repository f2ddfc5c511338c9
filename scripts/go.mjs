// The one way in: makes sure of what a command needs, then hands over to Node 24.
// Everything in scripts/*.mjs runs on Node 20 with Node's own modules only; the rest runs after the hand-over.
// Nothing is loaded before it.
import './enough-node.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { debianPackages } from './debian.mjs'
import { handOver } from './hand-over.mjs'
import { withLock } from './lock.mjs'
import { materials } from './materials.mjs'
import { productMode } from './mode.mjs'
import { newestNode } from './node.mjs'
import { pages } from './pages.mjs'
import { serverEnvironment } from './server-environment.mjs'

const root = join(import.meta.dirname, '..')

/** What runs after the hand-over, and what it needs before that. */
const commands = {
  start: {
    runs: 'server/main.ts',
    mode: 'production',
    asksForTrial: true,
    pages: true,
    environment: serverEnvironment,
  },
  test: { runs: 'scripts/test.ts', mode: 'test', pages: true, debian: true },
  check: { runs: 'scripts/check.ts', mode: 'test' },
  house: { runs: 'scripts/house.ts', mode: 'test' },
  build: { runs: null, pages: true },
  bench: { runs: 'benchmarks/bench.ts', mode: 'production', pages: true, debian: true, peers: true },
  campaign: { runs: 'tests/campaign/campaign.ts', mode: 'test', pages: true, debian: true },
  cli: { runs: 'server/cli.ts', mode: 'production', keyboard: true },
}

async function go([name, ...args]) {
  const command = commands[name]
  if (!command) throw new Error(`Say one of: ${Object.keys(commands).join(', ')}.`)
  const isQuick = name === 'test' && args.includes('--quick')
  await prepare(
    [
      materials(root),
      command.pages && pages(root),
      command.debian && !isQuick && debianPackages(),
      command.peers && materials(join(root, 'benchmarks', 'peers'), 'what Doorward is measured against'),
    ].filter(Boolean),
  )
  if (!command.runs) return 0
  const file = join(root, command.runs)
  if (!existsSync(file)) throw new Error(`There is no ${command.runs} here.`)
  const { keyboard = false, environment = {} } = command
  const mode = command.mode === 'production' ? productMode(process.env, command) : { NODE_ENV: command.mode }
  return handOver(newestNode(root), file, args, { mode, keyboard, environment })
}

/** Where all is there nothing is written, so that a finished checkout may be read-only. */
async function prepare(needs) {
  if (needs.every((need) => need.isMet())) return
  await withLock(root, async () => {
    for (const need of needs) if (!need.isMet()) await need.meet()
  })
}

try {
  process.exitCode = await go(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import type { Doorward } from './compose.ts'
import { sizePool } from './tools/hash-pool.ts'
import { lookUpBesidePool } from './tools/name-lookup.ts'

// Whatever is written here is for this user alone: database, keys, backups.
process.umask(0o077)
// Before the rest is read: it could use the pool.
sizePool()
lookUpBesidePool()
const { compose } = await import('./compose.ts')
const { readConfig } = await import('./config.ts')
const { pagesFault } = await import('./tools/page-sources.mjs')

await run()

/** Starts from the environment, and stops at SIGINT or SIGTERM. Exit code 2 for a wrong configuration, 1 when it cannot start. */
async function run(): Promise<void> {
  const read = readConfig(process.env)
  if ('faults' in read) return refuse(read.faults)
  const stale = pagesFault(join(import.meta.dirname, '..'))
  if (stale) fail(new Error(stale))
  const doorward = await compose(read.config).catch((error: unknown) => fail(error))
  const address = await doorward.start().catch((error: unknown) => fail(error))
  const firstRunLink = await doorward.openFirstRun().catch((error: unknown) => fail(error))
  stopAtSignal(doorward)
  flushCompileCache()
  // A full disk or a reader that went away.
  process.stdout.on('error', () => {})
  process.stdout.write(
    read.config.publicUrl === null ? trialWelcome(address, doorward) : welcome(address, firstRunLink),
  )
}

function refuse(faults: readonly string[]): void {
  process.stderr.write(
    `The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`,
  )
  process.exitCode = 2
}

function fail(error: unknown): never {
  process.stderr.write(
    `Doorward could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}

/** The link stands here and nowhere else: whoever reads it may make the first administrator. */
function welcome(address: string, firstRunLink: string | null): string {
  const firstRun = `
Nobody has set up this server yet. Open this link to make your organization and its first administrator:
  ${firstRunLink}
It works once, for 24 hours, and only until the next start.
`
  return `Doorward serves ${address}\n${firstRunLink === null ? '' : firstRun}`
}

function trialWelcome(address: string, { accounts }: Doorward): string {
  const people = accounts
    .map(({ userName, password, note }) => `  ${userName.padEnd(8)} ${password}  ${note}\n`)
    .join('')
  return `
Doorward runs in trial mode: ${address}

Sample people of ${accounts[0]?.organization} (user name, password):
${people}
Their e-mails and text messages appear at ${address}/trial
Nothing is sent to anybody. Ctrl-C stops.
`
}

function stopAtSignal(doorward: Doorward): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    doorward.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

import { Command, CommanderError } from 'commander'
import { Problem } from './base/problem.ts'
import { openWorld } from './compose.ts'
import { type Config, readConfig } from './config.ts'
import { applicationsCommand } from './doors/cli/applications.command.ts'
import { backupCommand } from './doors/cli/backup.command.ts'
import { type Cli, Misconfigured, type OtherStorage, Refusal } from './doors/cli/cli.ts'
import { confirmChangesCommand } from './doors/cli/confirm-changes.command.ts'
import { createAdminCommand } from './doors/cli/create-admin.command.ts'
import { databaseCommand } from './doors/cli/database.command.ts'
import { erasePersonCommand } from './doors/cli/erase-person.command.ts'
import { explainCommand } from './doors/cli/explain.command.ts'
import { requireDatabase } from './doors/cli/moving.ts'
import { preferencesCommand } from './doors/cli/preferences.command.ts'
import { resetTwoFactorCommand } from './doors/cli/reset-two-factor.command.ts'
import { restoreCommand } from './doors/cli/restore.command.ts'
import { sendTestCommand } from './doors/cli/send-test.command.ts'
import { openTerminal } from './doors/cli/terminal.ts'
import { openLog } from './tools/log.ts'
import type { World } from './tools/world.ts'

// Whatever is written here is for this user alone: database, keys, backups.
process.umask(0o077)
// Whoever reads us through a pipe may have read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await run(process.argv)

/** Reads the same environment as the server. Exit code 0; 1 where it was refused or failed; 2 for wrong use or configuration. */
async function run(argv: readonly string[]): Promise<number> {
  const read = readConfig(process.env)
  const config = () => {
    if ('faults' in read) throw new Misconfigured(read.faults)
    return read.config
  }
  let opened: Promise<World> | undefined
  const world: Cli['world'] = (other) => {
    opened ??= open(config(), other)
    return opened
  }
  try {
    // Help is had without any settings; whatever does something needs all of them.
    await program(cliOf(config, world))
      .hook('preAction', () => void config())
      .parseAsync(argv)
    return 0
  } catch (error) {
    return explainFailure(error)
  } finally {
    await (await opened?.catch(() => undefined))?.database.destroy()
  }
}

async function open(config: Config, { database = config.database, vault, mayMake }: OtherStorage = {}) {
  if (!mayMake) await requireDatabase(database)
  return openWorld({ ...config, database }, { log: openLog('silent'), ...(vault && { vault }) })
}

function cliOf(config: () => Config, world: Cli['world']): Cli {
  return {
    terminal: openTerminal(process.stdin, { answers: process.stdout, prompts: process.stderr }),
    world,
    get services() {
      return { text: config().publicUrl === null || config().sms !== null }
    },
    get storage() {
      return config()
    },
    get sending() {
      return config()
    },
  }
}

function program(cli: Cli): Command {
  const command = new Command('doorward')
    .description('administers Doorward on the machine it runs on')
    .exitOverride()
  for (const one of [
    createAdminCommand(cli),
    resetTwoFactorCommand(cli),
    confirmChangesCommand(cli),
    erasePersonCommand(cli),
    preferencesCommand(cli),
    explainCommand(cli),
    applicationsCommand(cli),
    sendTestCommand(cli),
    backupCommand(cli),
    restoreCommand(cli),
    databaseCommand(cli),
  ])
    command.addCommand(withExitCodes(one))
  return command
}

/** Commander ends the process by itself unless it is told not to; each command anew. */
function withExitCodes(command: Command): Command {
  command.exitOverride()
  for (const one of command.commands) withExitCodes(one)
  return command
}

function explainFailure(error: unknown): number {
  // Commander has said already what was wrong with the words; help that was asked for is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Misconfigured) {
    process.stderr.write(`${error.message}\n`)
    return 2
  }
  if (error instanceof Refusal) process.stderr.write(`${error.message}\n`)
  else if (error instanceof Problem) process.stderr.write(problemText(error))
  else process.stderr.write(`It did not work: ${error instanceof Error ? error.message : String(error)}\n`)
  return 1
}

function problemText({ message, extras }: Problem): string {
  const fields = Object.entries(extras.fields ?? {}).map(([name, fault]) => `  ${name}: ${fault}\n`)
  return `${message}\n${fields.join('')}`
}

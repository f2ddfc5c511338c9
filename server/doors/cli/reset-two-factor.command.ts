import { Command } from 'commander'
import { commandLine } from '../../base/actor.ts'
import { readReason } from '../../features/resets/reason.ts'
import { resetTwoFactor } from '../../features/resets/reset-two-factor.flow.ts'
import { type Cli, Refusal } from './cli.ts'
import { requirePerson } from './whose.ts'

interface Options {
  reason: string
  organization?: string
}

export function resetTwoFactorCommand(cli: Cli): Command {
  return new Command('reset-two-factor')
    .description("remove somebody's ways to confirm; the password alone leads them to set-up again")
    .argument('<user>', 'user name')
    .requiredOption('--reason <text>', 'why; the person reads it')
    .option('--organization <name>', 'where several live on this server')
    .action((userName: string, options: Options) => reset(cli, userName, options))
}

async function reset(cli: Cli, userName: string, options: Options): Promise<void> {
  const read = readReason(options.reason)
  if ('fault' in read) throw new Refusal(read.fault)
  const world = await cli.world()
  const person = await requirePerson(world, userName, options.organization)
  const { openUntil } = await resetTwoFactor(world, {
    organizationId: person.organizationId,
    personId: person.id,
    reason: read.reason,
    by: commandLine,
    keepSessionId: null,
  })
  cli.terminal.say(`The ways to confirm of ${person.userName} are removed.`)
  if (openUntil) cli.terminal.say(`The password alone leads them to set-up until ${openUntil.toISOString()}.`)
}

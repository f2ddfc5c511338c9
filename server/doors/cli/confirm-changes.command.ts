import { Command } from 'commander'
import { commandLine } from '../../base/actor.ts'
import { confirmAll } from '../../features/four-eyes/pending-changes.flow.ts'
import type { Cli } from './cli.ts'
import { requirePerson } from './whose.ts'

export function confirmChangesCommand(cli: Cli): Command {
  return new Command('confirm-changes')
    .description('let count at once what waits for a day, or for a second administrator, at a person')
    .argument('<user>', 'user name')
    .option('--organization <name>', 'where several live on this server')
    .action((userName: string, options: { organization?: string }) => confirm(cli, userName, options))
}

async function confirm(cli: Cli, userName: string, options: { organization?: string }): Promise<void> {
  const world = await cli.world()
  const {
    id: personId,
    organizationId,
    ...person
  } = await requirePerson(world, userName, options.organization)
  const count = await confirmAll(world, { organizationId, personId, by: commandLine })
  const told =
    count === 0
      ? 'Nothing waits for'
      : `${count === 1 ? '1 change counts' : `${count} changes count`} now for`
  cli.terminal.say(`${told} ${person.userName}.`)
}

import { Command } from 'commander'
import { commandLine } from '../../base/actor.ts'
import { Problem } from '../../base/problem.ts'
import { erasePerson } from '../../features/accounts/erasure/erase-person.flow.ts'
import { type Cli, Refusal } from './cli.ts'
import { requirePerson } from './whose.ts'

interface Options {
  forGood?: true
  organization?: string
}

export function erasePersonCommand(cli: Cli): Command {
  return new Command('erase-person')
    .description('erase somebody: all that is kept of them goes, and the audit keeps a pseudonym')
    .argument('<user>', 'user name')
    .option('--for-good', 'nothing brings them back but a backup')
    .option('--organization <name>', 'where several live on this server')
    .action((userName: string, options: Options) => erase(cli, userName, options))
}

async function erase(cli: Cli, userName: string, { forGood, organization }: Options): Promise<void> {
  const world = await cli.world()
  const { id: personId, organizationId, displayName } = await requirePerson(world, userName, organization)
  if (!forGood)
    throw new Refusal(
      `This erases ${displayName} (${userName}). Add --for-good to do it. Nothing was changed.`,
    )
  try {
    await erasePerson(world, { organizationId, personId, by: commandLine })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'last-administrator') throw error
    throw new Refusal('Nobody else could administer users. Make another administrator first: "create-admin".')
  }
  cli.terminal.say(`${displayName} (${userName}) is erased.`)
}

import { Command } from 'commander'
import { explainOpenings } from '../../features/applications/explain-openings.flow.ts'
import { explainSignIn } from '../../features/forecast/explain-sign-in.flow.ts'
import { canonicalNetwork, unknownNetwork } from '../../features/machines/network.ts'
import { type Cli, Refusal } from './cli.ts'
import { requirePerson } from './whose.ts'

interface Options {
  application?: string
  organization?: string
  address?: string
  browser?: string
  system?: string
}

export function explainCommand(cli: Cli): Command {
  return new Command('explain')
    .description('say what a sign-in would be asked now, and why')
    .argument('<user>', 'user name')
    .option('--address <address>', 'as if from this network address')
    .option('--browser <family>', 'as if with this browser, such as Chrome')
    .option('--system <family>', 'as if on this system, such as Windows')
    .option('--application <name>', 'say whether this application opens, and why')
    .option('--organization <name>', 'where several live on this server')
    .action((userName: string, options: Options) => explain(cli, userName, options))
}

async function explain(cli: Cli, userName: string, options: Options): Promise<void> {
  const { address, browser, system } = options
  const network = address === undefined ? undefined : canonicalNetwork(address)
  if (network === unknownNetwork) throw new Refusal(`"${address}" is no network address.`)
  const world = await cli.world()
  const person = await requirePerson(world, userName, options.organization)
  const otherwise = { ...(network && { network }), ...(browser && { browser }), ...(system && { system }) }
  const explained =
    options.application === undefined
      ? await explainSignIn(world, person, otherwise)
      : await explainOpenings(world, person, options.application)
  if (!explained) throw new Refusal(`There is no application "${options.application}".`)
  for (const { place, lines } of explained) {
    cli.terminal.say(`${place}:`)
    for (const line of lines) cli.terminal.say(`  ${line}`)
  }
}

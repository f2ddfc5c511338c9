import { Command } from 'commander'
import { giveEveryRight, makeAdministrator } from '../../features/first-run/make-administrator.flow.ts'
import { hasNoOrganization } from '../../features/organizations/organizations.store.ts'
import { findNamed } from '../../features/people/named-person.store.ts'
import { generatePassword } from '../../tools/generate-password.ts'
import type { World } from '../../tools/world.ts'
import { type Cli, Refusal } from './cli.ts'
import { requireOrganization } from './whose.ts'

interface Options {
  organization?: string
  displayName?: string
  email?: string
  generate?: boolean
}

export function createAdminCommand(cli: Cli): Command {
  return new Command('create-admin')
    .description('make an administrator with every right: a new one, or somebody who has an account')
    .argument('<user>', 'user name')
    .option('--organization <name>', 'where several live on this server; makes the first one')
    .option('--display-name <name>', 'of a new administrator')
    .option('--email <address>', 'of a new administrator')
    .option('--generate', 'make a password and show it, instead of asking for one')
    .action((userName: string, options: Options) => createAdmin(cli, userName, options))
}

async function createAdmin(cli: Cli, userName: string, options: Options): Promise<void> {
  const world = await cli.world()
  const { person: found } = await findNamed(world, { organization: options.organization, userName })
  if (found) {
    if (!found.active) throw new Refusal(`${found.userName} was deactivated. Name somebody else.`)
    await giveEveryRight(world, found)
    return cli.terminal.say(`${found.userName} is an administrator with every right now.`)
  }
  const { displayName, email } = options
  if (displayName === undefined || email === undefined)
    throw new Refusal('A new administrator needs --display-name and --email.')
  const organization = await organizationFor(world, options.organization)
  const password = options.generate ? generatePassword(world.random) : await askTwice(cli)
  await makeAdministrator(world, { organization, userName, displayName, email, password })
  cli.terminal.say(`${userName} is an administrator of ${organization} now, with every right.`)
  if (options.generate) cli.terminal.say(`Password: ${password}`)
}

async function organizationFor(world: World, name: string | undefined): Promise<string> {
  if (name !== undefined && (await hasNoOrganization(world))) return name
  return (await requireOrganization(world, name)).name
}

async function askTwice({ terminal }: Cli): Promise<string> {
  const password = await terminal.askPassword('Password: ')
  if (password === undefined) throw new Refusal('No password was given.')
  // Whoever pipes one in has not mistyped it.
  if (terminal.isTyped && (await terminal.askPassword('The same again: ')) !== password)
    throw new Refusal('These were not the same.')
  return password
}

import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { ApplicationsFile } from '../../../contract/api/applications.ts'
import { commandLine } from '../../base/actor.ts'
import { unstorableText } from '../../base/storable-text.ts'
import { applicationsOf } from '../../features/applications/applications.store.ts'
import { applyFile, lookAtFile, type NewClient } from '../../features/applications/apply-file.flow.ts'
import { makeClientSecret } from '../../features/applications/client-secret.flow.ts'
import { rotateSigningKeys } from '../../features/applications/signing-keys.flow.ts'
import { type Cli, Refusal } from './cli.ts'
import { requireOrganization } from './whose.ts'

interface Options {
  organization?: string
  yes?: boolean
}

export function applicationsCommand(cli: Cli): Command {
  const command = new Command('applications').description('what people open through this server')
  const subcommand = (words: string, description: string) =>
    command
      .command(words)
      .description(description)
      .option('--organization <name>', 'where several live on this server')
  subcommand('list', 'show all applications with their client ids').action((options: Options) =>
    list(cli, options),
  )
  subcommand('apply', 'make applications and groups what a JSON file says; shows the difference first')
    .argument('<file>', 'what it does not name stays')
    .option('--yes', 'do it, and not only show what would change')
    .action((file: string, options: Options) => apply(cli, file, options))
  subcommand('new-secret', 'make another secret for an application that speaks OpenID Connect')
    .argument('<name>', 'of the application')
    .action((name: string, options: Options) => newSecret(cli, name, options))
  command
    .command('new-signing-keys')
    .description('make new keys for what applications are told; the old ones stay believed')
    .action(() => newSigningKeys(cli))
  return command
}

async function newSigningKeys({ world, terminal }: Cli): Promise<void> {
  const signsFrom = await rotateSigningKeys(await world())
  terminal.say(`New keys are published now, and sign from ${signsFrom.toISOString()} on.`)
}

async function list({ world, terminal }: Cli, options: Options): Promise<void> {
  const opened = await world()
  const { id } = await requireOrganization(opened, options.organization)
  for (const { id: clientId, name, address, isOn, client } of await applicationsOf(opened, id))
    terminal.say(
      [name, address, ...(isOn ? [] : ['off']), ...(client ? [`client ${clientId}`] : [])].join('  '),
    )
}

async function apply({ world, terminal }: Cli, path: string, options: Options): Promise<void> {
  const file = await readApplications(path)
  const opened = await world()
  const { id: organizationId } = await requireOrganization(opened, options.organization)
  const applying = { organizationId, by: commandLine, file }
  const lines = await lookAtFile(opened, applying)
  if (lines.length === 0) return terminal.say('Everything is as the file says.')
  if (!options.yes) {
    for (const line of lines) terminal.say(line)
    return terminal.say('Nothing was changed yet. Add --yes to do it.')
  }
  const applied = await applyFile(opened, applying)
  for (const line of applied.lines) terminal.say(line)
  for (const client of applied.newClients) tellClient(terminal, client, opened.publicUrl)
}

function tellClient(terminal: Cli['terminal'], { name, id, secret }: NewClient, publicUrl: string): void {
  terminal.say(`${name} speaks OpenID Connect with:`)
  terminal.say(`  issuer        ${publicUrl}/oidc`)
  terminal.say(`  client id     ${id}`)
  if (secret) terminal.say(`  client secret ${secret}`)
  if (secret) terminal.say('  The secret is shown this once.')
}

async function newSecret({ world, terminal }: Cli, name: string, options: Options): Promise<void> {
  const opened = await world()
  const { id: organizationId } = await requireOrganization(opened, options.organization)
  const client = await makeClientSecret(opened, { organizationId, by: commandLine, name })
  if (!client) throw new Refusal(`There is no application "${name}" that keeps a secret.`)
  tellClient(terminal, client, opened.publicUrl)
}

async function readApplications(path: string): Promise<ApplicationsFile> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal(`"${path}" cannot be read.`)
  })
  const parsed = ApplicationsFile.safeParse(readJson(path, text))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `\n  ${path.join('.') || 'file'}: ${message}`)
  throw new Refusal(`"${path}" is no file of applications:${faults.join('')}`)
}

function readJson(path: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (unstorableText(value) === null) return value
  } catch {}
  throw new Refusal(`"${path}" is not JSON that can be kept.`)
}

import { Command } from 'commander'
import { beginEpoch } from '../../features/recovery/begin-epoch.flow.ts'
import { replaceLostKeys } from '../../features/recovery/replace-lost-keys.flow.ts'
import { openDatabase } from '../../tools/database/open.ts'
import { copyDatabase } from '../../tools/database/rows/copy-database.ts'
import { openVault } from '../../tools/vault.ts'
import { type Cli, Refusal } from './cli.ts'
import { inPatientWorld, moving, requireAddress, requireDatabase } from './moving.ts'
import { counted, tableWidth, watchOn } from './progress.ts'

interface CopyOptions {
  from: string
  to: string
  startOver?: boolean
}

export function databaseCommand(cli: Cli): Command {
  const command = new Command('database').description('move a database, or begin a new epoch in it')
  command
    .command('copy')
    .description('copy everything into an empty database; stop the server first')
    .requiredOption('--from <address>', 'sqlite:PATH or postgres://…')
    .requiredOption('--to <address>', 'sqlite:PATH or postgres://…')
    .option('--start-over', 'empty an unfinished copy in the target first')
    .action((options: CopyOptions) => copy(cli, options))
  command
    .command('new-epoch')
    .description('end all open sign-ins, codes, links, resets and sessions, after a restore by other means')
    .action(() => newEpoch(cli))
  command
    .command('replace-keys')
    .description(
      'go on with the key file there is, where the right one is lost for good; stop the server first',
    )
    .action(() => replaceKeys(cli))
  return command
}

async function copy({ terminal, storage }: Cli, { from, to, startOver = false }: CopyOptions): Promise<void> {
  for (const address of [from, to]) requireAddress(address)
  await requireDatabase(from)
  const sides = { from: openDatabase(from, 2), to: openDatabase(to, 2) }
  try {
    const tables = await moving(() => copyDatabase(sides, { startOver, watch: watchOn(terminal) }))
    for (const { table, rows, sum } of tables)
      terminal.say(`${table.padEnd(tableWidth)} ${counted(rows).padStart(12)} rows  ${sum.slice(0, 16)}`)
    const all = tables.reduce((all, { rows }) => all + rows, 0)
    terminal.say(`${counted(all)} rows are copied. Counts and checksums are the same on both sides.`)
    terminal.say(`The sealing keys were not touched, and the copy needs the same ones: ${storage.keyFile}`)
  } finally {
    await Promise.all([sides.from.destroy(), sides.to.destroy()])
  }
}

async function newEpoch(cli: Cli): Promise<void> {
  const epoch = await inPatientWorld(cli, cli.storage, beginEpoch)
  sayEpoch(cli, epoch)
}

function sayEpoch({ terminal }: Cli, epoch: number): void {
  terminal.say(`Everybody is signed out. Codes, links and resets that were open have ended. Epoch ${epoch}.`)
}

/** Where there is no key file at all, one is made. */
async function replaceKeys(cli: Cli): Promise<void> {
  const { terminal, storage } = cli
  await requireDatabase(storage.database)
  const vault = await openVault(storage.keyFile)
  const done = await inPatientWorld(cli, { ...storage, vault }, replaceLostKeys)
  if (!done)
    throw new Refusal('No key is missing: this key file belongs to the database. Nothing was changed.')
  const { epoch, apps, messages } = done
  terminal.say(
    `The keys in ${storage.keyFile} count from now on. Every node needs this file; keep a copy of it.`,
  )
  terminal.say(
    `Authenticator apps removed: ${counted(apps)}. Waiting messages dropped: ${counted(messages)}.`,
  )
  sayEpoch(cli, epoch)
}

import { Command } from 'commander'
import { systemClock } from '../../tools/clock.ts'
import { openDatabase } from '../../tools/database/open.ts'
import { writeBackup } from '../../tools/database/rows/write-backup.ts'
import { openVault } from '../../tools/vault.ts'
import type { Cli } from './cli.ts'
import { moving, requireDatabase, requireKeys } from './moving.ts'
import { counted, watchOn } from './progress.ts'

export function backupCommand(cli: Cli): Command {
  return new Command('backup')
    .description('save everything the database holds now into a new file; the server may go on working')
    .argument('<file>', 'a file that is not there yet')
    .action((file: string) => backup(cli, file))
}

/** The database is read as it is, whatever version made it: nothing in it is changed, not even its shape. */
async function backup(cli: Cli, file: string): Promise<void> {
  const { terminal, storage } = cli
  await requireDatabase(storage.database)
  requireKeys(cli)
  const vault = await openVault(storage.keyFile)
  const database = openDatabase(storage.database, 1)
  try {
    const settings = { vault, now: systemClock.now(), watch: watchOn(terminal) }
    const { rows } = await moving(() => writeBackup(database, file, settings))
    terminal.say(`${counted(rows)} rows are saved in ${file}.`)
    terminal.say(`It cannot be restored without the sealing keys, which are not in it: ${storage.keyFile}`)
  } finally {
    await database.destroy()
  }
}

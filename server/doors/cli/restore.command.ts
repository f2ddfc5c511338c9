import { Command } from 'commander'
import { restoreBackup } from '../../features/recovery/restore-backup.flow.ts'
import { openBackup } from '../../tools/database/rows/open-backup.ts'
import { openVault } from '../../tools/vault.ts'
import type { Cli } from './cli.ts'
import { inPatientWorld, moving, requireAddress, requireKeys } from './moving.ts'
import { counted, watchOn } from './progress.ts'

interface Options {
  replace?: boolean
  to?: string
}

export function restoreCommand(cli: Cli): Command {
  return new Command('restore')
    .description('put back what a backup holds, all of it or nothing; stop the server first')
    .argument('<file>', 'a file that "backup" made')
    .option('--replace', 'although the database holds data, which is lost')
    .option('--to <address>', "sqlite:PATH or postgres://…, instead of the server's own database")
    .action((file: string, options: Options) => restore(cli, file, options))
}

async function restore(cli: Cli, file: string, { replace = false, to }: Options): Promise<void> {
  const { terminal, storage } = cli
  const database = to ?? storage.database
  requireAddress(database)
  requireKeys(cli)
  const vault = await openVault(storage.keyFile)
  await moving(async () => {
    // The whole file is looked at before the database is so much as opened.
    const backup = await openBackup(file, vault)
    try {
      const watch = watchOn(terminal)
      const { rows, epoch } = await inPatientWorld(cli, { database, vault, mayMake: true }, (world) =>
        restoreBackup(world, { backup, replace, watch }),
      )
      terminal.say(`${counted(rows)} rows are restored, as they were at ${backup.header.madeAt}.`)
      terminal.say(
        `Everybody is signed out. Codes, links and resets that were open have ended. Epoch ${epoch}.`,
      )
    } finally {
      await backup.close()
    }
  })
}

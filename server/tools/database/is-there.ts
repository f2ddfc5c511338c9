import { existsSync } from 'node:fs'
import { openDatabase } from './open.ts'

/** Has a server made this database already? Nothing is made by asking. @param url `sqlite:PATH` or `postgres://…` */
export async function isThere(url: string): Promise<boolean> {
  if (url.startsWith('sqlite:') && !existsSync(url.slice('sqlite:'.length))) return false
  const database = openDatabase(url, 1)
  try {
    const tables = await database.introspection.getTables({ withInternalKyselyTables: true })
    return tables.some(({ name }) => name === 'kysely_migration')
  } finally {
    await database.destroy()
  }
}

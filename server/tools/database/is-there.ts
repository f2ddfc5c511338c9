import { existsSync } from 'node:fs'
import { openDatabase } from './open.ts'
import { schemaOf } from './rows/moved-tables.ts'

/** Has a server made this database already? Nothing is made by asking. @param url `sqlite:PATH` or `postgres://…` */
export async function isThere(url: string): Promise<boolean> {
  if (url.startsWith('sqlite:') && !existsSync(url.slice('sqlite:'.length))) return false
  const database = openDatabase(url, 1)
  try {
    return (await schemaOf(database)) !== null
  } finally {
    await database.destroy()
  }
}

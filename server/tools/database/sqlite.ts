import { DatabaseSync } from 'node:sqlite'
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { keepToOwner } from '../owner-only.ts'
import { openMutex } from './mutex.ts'
import { type Parts, sqliteDriver } from './sqlite-driver.ts'
import { openWriteAheadLog } from './write-ahead-log.ts'

/**
 * Kysely's SQLite dialect over Node's own SQLite. What was answered is on the disk: see `write-ahead-log.ts`. Throws where
 * that cannot be.
 */
export function sqliteDialect(path: string): Dialect {
  const database = new DatabaseSync(path)
  // Before its log is made, which takes the mode of the file.
  for (const file of [path, `${path}-wal`, `${path}-shm`]) keepToOwner(file)
  if (database.prepare('pragma journal_mode = wal').get()?.journal_mode !== 'wal')
    throw new Error(`SQLite cannot keep a write-ahead log for ${path}. It needs a file on a local disk.`)
  database.exec(`pragma synchronous = normal; pragma busy_timeout = 5000;
    pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000;
    pragma wal_autocheckpoint = 4000;`)
  const mutex = openMutex()
  // Where the path is a link, the log lies beside the file it leads to.
  const log = openWriteAheadLog({ database, path: `${database.location()}-wal`, mutex })
  return dialectOn({ database, log, mutex })
}

export function dialectOn(parts: Parts): Dialect {
  return {
    createDriver: () => sqliteDriver(parts),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SerialAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  }
}

/** Our driver has a mutex of its own; Kysely's would be locked until the disk is reached. */
class SerialAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }

  /** A migration that is cut off leaves nothing behind. */
  override get supportsTransactionalDdl() {
    return true
  }
}

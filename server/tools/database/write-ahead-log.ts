import { close, fdatasync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Mutex } from './mutex.ts'

/**
 * Brings what SQLite has committed to the disk, from Node's pool, so that the thread that answers does not stand still
 * meanwhile. One `fdatasync` is enough for everybody who committed before it began.
 */
export interface WriteAheadLog {
  /** Waits until all that is committed now is on the disk. */
  reachDisk(): Promise<void>
  close(): Promise<void>
}

const sync = promisify(fdatasync)

/** @param path of the log itself */
export function openWriteAheadLog({
  database,
  path,
  mutex,
}: {
  database: DatabaseSync
  path: string
  mutex: Mutex
}): WriteAheadLog {
  let file: number | undefined
  let underWay: Promise<void> | undefined
  let coming: Promise<void> | undefined
  let isDoubtful = false

  async function comeNext(): Promise<void> {
    await underWay?.catch(() => {})
    // Who is answered in the same turn of the event loop shares it.
    await setImmediate()
    underWay = coming
    coming = undefined
    file ??= openSync(path, 'r+')
    if (!isDoubtful)
      try {
        return await sync(file)
      } catch {
        isDoubtful = true
      }
    await mutex.lock()
    try {
      moveToDatabase(database)
    } finally {
      mutex.unlock()
    }
    isDoubtful = false
  }

  return {
    reachDisk() {
      coming ??= comeNext()
      return coming
    },
    async close() {
      await (coming ?? underWay)?.catch(() => {})
      if (file !== undefined) await promisify(close)(file)
    },
  }
}

/**
 * Where the log could not be brought to the disk, the system may have forgotten what it could not write, and say yes the next
 * time. What the log holds is then written into the database itself, and the log begun anew.
 */
function moveToDatabase(database: DatabaseSync): void {
  const { timeout } = database.prepare('pragma busy_timeout').get() as { timeout: number }
  database.exec('pragma busy_timeout = 0')
  try {
    const { busy } = database.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number }
    if (busy)
      throw Object.assign(new Error('The log is being read'), { code: 'ERR_SQLITE_ERROR', errcode: 5 })
  } finally {
    database.exec(`pragma busy_timeout = ${timeout}`)
  }
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openMutex } from '../../server/tools/database/mutex.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import { dialectOn } from '../../server/tools/database/sqlite.ts'
import { openWriteAheadLog } from '../../server/tools/database/write-ahead-log.ts'
import { until } from '../support/until.ts'

interface Shape {
  notes: { text: string }
}

let folder: string
let database: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorward-disk-'))
  database = new DatabaseSync(join(folder, 'a.db'))
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; create table notes (text)')
})
afterEach(() => {
  if (database.isOpen) database.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('whoever wrote waits for the disk, and nobody else', () => {
  /** A disk that is reached when the test says so. */
  function slowDisk() {
    const asked: PromiseWithResolvers<void>[] = []
    const log = {
      reachDisk() {
        const one = Promise.withResolvers<void>()
        asked.push(one)
        return one.promise
      },
      close: async () => {},
    }
    const notes = new Kysely<Shape>({ dialect: dialectOn({ database, log, mutex: openMutex() }) })
    const write = (text: string) =>
      notes.transaction().execute((inside) => inside.insertInto('notes').values({ text }).execute())
    const count = async () => (await notes.selectFrom('notes').select('text').execute()).length
    return { asked, notes, write, count }
  }

  /** Looks once everything has gone on that can without the disk. */
  async function isOver(work: Promise<unknown>): Promise<boolean> {
    let over = false
    void work.then(() => {
      over = true
    })
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
    return over
  }

  it('a transaction and a single write are answered only when the disk is reached', async () => {
    const { asked, notes, write } = slowDisk()
    for (const begin of [() => write('a'), () => notes.insertInto('notes').values({ text: 'b' }).execute()]) {
      const work = begin()
      await until(() => asked.length === 1)
      expect(await isOver(work)).toBe(false)
      asked.pop()!.resolve()
      await work
    }
  })

  it('others read and write meanwhile; reading never waits', async () => {
    const { asked, write, count } = slowDisk()
    const first = write('a')
    await until(() => asked.length === 1)
    expect(await count()).toBe(1)
    const second = write('b')
    await until(() => asked.length === 2)
    expect(await count()).toBe(2)
    for (const one of asked) one.resolve()
    await Promise.all([first, second])
  })

  it('where the disk was not reached the writer is told, and another transaction that has begun since is not rolled back', async () => {
    const { asked, notes, write, count } = slowDisk()
    const failing = write('a')
    await until(() => asked.length === 1)
    const other = notes.transaction().execute(async (inside) => {
      await inside.insertInto('notes').values({ text: 'b' }).execute()
      asked[0]!.reject(new Error('input/output error'))
      await expect(failing).rejects.toThrow('input/output error')
      await inside.insertInto('notes').values({ text: 'c' }).execute()
    })
    await until(() => asked.length === 2)
    asked[1]!.resolve()
    await other
    expect(await count()).toBe(3)
  })

  it('a connection that is kept has each of its writes on the disk, and a transaction begun by hand to itself', async () => {
    const { asked, notes, write } = slowDisk()
    const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const kept = notes.connection().execute(async (kept) => {
      await kept.insertInto('notes').values({ text: 'a' }).execute()
      await sql`begin`.execute(kept)
      const before = await kept.selectFrom('notes').select('text').execute()
      begun.resolve()
      await goOn.promise
      const after = await kept.selectFrom('notes').select('text').execute()
      await sql`commit`.execute(kept)
      return { before, after }
    })
    await until(() => asked.length === 1)
    expect(await isOver(begun.promise)).toBe(false)
    asked[0]!.resolve()
    await begun.promise
    const other = write('b')
    expect(await isOver(other)).toBe(false)
    goOn.resolve()
    await until(() => asked.length === 3)
    for (const one of asked) one.resolve()
    const { before, after } = await kept
    expect(after).toEqual(before)
    await other
  })
})

it('the database may be a link to a file elsewhere', async () => {
  symlinkSync(join(folder, 'a.db'), join(folder, 'link.db'))
  const linked = openDatabase(`sqlite:${join(folder, 'link.db')}`)
  await sql`insert into notes values ('a')`.execute(linked)
  await linked.destroy()
  expect(database.prepare('select text from notes').all()).toEqual([{ text: 'a' }])
})

it('a database that can have no such log is refused', () => {
  expect(() => openDatabase('sqlite::memory:')).toThrow('needs a file on a local disk')
})

describe('where the log cannot be brought to the disk', () => {
  /** `fdatasync` refuses a pipe, always. */
  const logOnPipe = () => {
    execFileSync('mkfifo', [join(folder, 'pipe-wal')])
    return openWriteAheadLog({ database, path: join(folder, 'pipe-wal'), mutex: openMutex() })
  }
  const logSize = () => statSync(join(folder, 'a.db-wal')).size

  it('what it holds is moved into the database itself, and the log begun anew', async () => {
    const log = logOnPipe()
    database.exec("insert into notes values ('a')")
    expect(logSize()).toBeGreaterThan(0)
    await log.reachDisk()
    expect(logSize()).toBe(0)
    await log.close()
  })

  it('nobody is told that it is kept while another process reads the log; once it is free, the next one is', async () => {
    const log = logOnPipe()
    const reader = new DatabaseSync(join(folder, 'a.db'))
    reader.exec('begin; select * from notes')
    database.exec("insert into notes values ('a')")
    await expect(log.reachDisk()).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR' })
    reader.close()
    await log.reachDisk()
    expect(logSize()).toBe(0)
    await log.close()
  })
})

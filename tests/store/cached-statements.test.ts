import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { openMutex } from '../../server/tools/database/mutex.ts'
import { dialectOn } from '../../server/tools/database/sqlite.ts'

it('a statement that is asked again and again stays prepared, whatever else is asked once (A17)', async () => {
  const asked: string[] = []
  class Noting extends DatabaseSync {
    override prepare(text: string) {
      asked.push(text)
      return super.prepare(text)
    }
  }
  const log = { reachDisk: async () => {}, close: async () => {} }
  const database = new Kysely<unknown>({
    dialect: dialectOn({ database: new Noting(':memory:'), log, mutex: openMutex() }),
  })
  for (let number = 0; number < 2000; number++) {
    await database.executeQuery(CompiledQuery.raw('select 1'))
    await database.executeQuery(CompiledQuery.raw(`select ${number} as number`))
  }
  expect(asked.filter((text) => text === 'select 1')).toHaveLength(1)
  await database.destroy()
})

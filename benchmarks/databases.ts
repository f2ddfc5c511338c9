import { Client } from 'pg'
import { startPostgres } from '../tests/support/postgres-server.ts'
import { makeDataFolder } from './doorward-process.ts'

export type Engine = 'SQLite' | 'PostgreSQL'

/** Empty databases on both engines, all gone at the end. PostgreSQL is started when it is first asked for. */
export interface Databases {
  /** A data folder, and the address of an empty database: in that folder, or on the PostgreSQL server. */
  open(engine: Engine): Promise<{ dataFolder: string; database: string }>
  close(): Promise<void>
}

export function openDatabases(): Databases {
  const folders: ReturnType<typeof makeDataFolder>[] = []
  let server: ReturnType<typeof startPostgres> | undefined
  return {
    async open(engine) {
      const folder = makeDataFolder()
      folders.push(folder)
      if (engine === 'SQLite')
        return { dataFolder: folder.path, database: `sqlite:${folder.path}/doorward.db` }
      server ??= startPostgres()
      const { url } = await server
      const name = `bench_${folders.length}`
      await createDatabase(url, name)
      return { dataFolder: folder.path, database: url.replace(/\/postgres$/, `/${name}`) }
    },
    async close() {
      await (await server)?.stop()
      for (const folder of folders) folder.remove()
    },
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
}

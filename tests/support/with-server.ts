import type { Open } from './engines.ts'
import { startServer, type TestServer } from './server.ts'

export type WithServer = (work: (server: TestServer) => Promise<void>) => Promise<void>

/** A fresh server on a fresh database of this engine, for as long as a test works with it. */
export function serverOn(open: Open): WithServer {
  return async (work) => {
    const server = await startServer({ settings: { DATABASE: await open() } })
    try {
      await work(server)
    } finally {
      await server.stop()
    }
  }
}

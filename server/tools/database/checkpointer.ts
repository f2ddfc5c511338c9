import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Database } from './tables.ts'

/**
 * Brings what SQLite has written down so far to its place, from a thread of its own. Left alone, SQLite does so after
 * thousands of pages, on the thread that answers, while somebody waits. PostgreSQL does it by itself.
 */
export interface Checkpointer {
  /** Waits for the disk, and keeps nobody else waiting. Throws what the thread met. */
  run(): Promise<void>
  close(): Promise<void>
}

export async function openCheckpointer(database: Database): Promise<Checkpointer> {
  if (engineOf(database) === 'postgresql') return { run: async () => {}, close: async () => {} }
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(database)
  const worker = new Worker(new URL('./checkpointer-thread.ts', import.meta.url), {
    workerData: rows[0]!.file,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 },
  })
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  // Whatever stops the thread, such as no file left to open, is told to whoever asks it, and to nobody else.
  let fault: unknown
  worker.on('error', (error) => {
    fault = error
  })
  return {
    async run() {
      if (fault) throw fault
      const done = once(worker, 'message')
      worker.postMessage('run')
      await done
    },
    async close() {
      worker.postMessage('close')
      await ended
    },
  }
}

// Runs in a thread of its own, on a connection of its own: see checkpointer.ts.
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

const database = new DatabaseSync(workerData as string)
parentPort?.on('message', (order: 'run' | 'close') => {
  if (order === 'run') {
    // Passive: waits neither for those who write nor for those who read.
    database.exec('pragma wal_checkpoint(passive)')
    parentPort?.postMessage('done')
  } else {
    database.close()
    parentPort?.close()
  }
})

import { makeDataFolder, startDoorward } from './doorward-process.ts'
import { median, type Row } from './table.ts'

const rounds = 7
const mostMs = 1500

/** From the start of the process to its first answer, on a database that is there already. */
export async function startTime(): Promise<Row> {
  const folder = makeDataFolder()
  await startAndStop(folder.path)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await startAndStop(folder.path))
  folder.remove()
  const middle = median(times)
  return {
    what: 'start of a built server on an existing database, to its first answer',
    figure: `${middle.toFixed(0)} ms (slowest ${Math.max(...times).toFixed(0)} ms)`,
    target: `below ${mostMs} ms`,
    isMet: middle < mostMs,
  }
}

async function startAndStop(folder: string): Promise<number> {
  const server = await startDoorward(folder)
  await server.stop()
  return server.startedInMs
}

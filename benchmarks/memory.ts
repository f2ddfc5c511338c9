import { makeDataFolder, startDoorward } from './doorward-process.ts'
import { rememberedConnection } from './sign-in.ts'
import type { Row } from './table.ts'

const mostMiB = 150
const atOnce = 4
const mostMinutes = 15

/** Resident memory of the server after many sign-ins, several at once. */
export async function memoryAfter(signIns: number): Promise<Row> {
  const folder = makeDataFolder()
  const server = await startDoorward(folder.path)
  const until = performance.now() + mostMinutes * 60_000
  let left = signIns
  const people = ['ADMIN', 'BSMITH', 'CBILLS', 'JJONES'].slice(0, atOnce)
  const returning = []
  for (const userName of people) returning.push(await rememberedConnection(server.url, userName))
  await Promise.all(
    returning.map(async (person) => {
      while (left-- > 0 && performance.now() < until) await person.signIn()
    }),
  )
  const done = signIns - Math.max(0, left)
  const { now, peak } = server.residentMiB()
  await server.stop()
  folder.remove()
  return {
    what: `resident memory after ${done.toLocaleString('en-US')} sign-ins`,
    figure: `${now.toFixed(0)} MiB (peak ${peak.toFixed(0)} MiB)`,
    target: `below ${mostMiB} MiB`,
    isMet: done === signIns && now < mostMiB,
  }
}

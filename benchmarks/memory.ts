import { makeDataFolder, startDoorward } from './doorward-process.ts'
import { connections, type Effort } from './effort.ts'
import { cookieHeader, load } from './loader.ts'
import type { ServerProcess } from './server-process.ts'
import { type Returning, rememberedConnection } from './sign-in.ts'
import type { Row } from './table.ts'

const mostMiB = 200
const people = ['ADMIN', 'BSMITH', 'CBILLS', 'JJONES']
const mostMinutes = 15

/** Resident memory of the server after many sign-ins, several at once, and then after many requests. */
export async function memory({ isQuick }: Effort): Promise<Row[]> {
  const [signIns, requests] = isQuick ? [500, 50_000] : [10_000, 1_000_000]
  const folder = makeDataFolder()
  const server = await startDoorward(folder.path)
  const returning: Returning[] = []
  for (const userName of people) returning.push(await rememberedConnection(server.url, userName))
  const done = await signInAgainAndAgain(returning, signIns)
  const rows = [toRow(server, `${done.toLocaleString('en-US')} sign-ins`, done === signIns)]
  const { answers } = await load({
    url: server.url,
    paths: ['/api/session', '/api/sign-in-page'],
    cookies: returning.map(({ visitor }) => cookieHeader(visitor.cookies)),
    connections,
    requests,
  })
  rows.push(toRow(server, `${answers.toLocaleString('en-US')} requests more`, answers === requests))
  await server.stop()
  folder.remove()
  return rows
}

async function signInAgainAndAgain(returning: readonly Returning[], signIns: number): Promise<number> {
  const until = performance.now() + mostMinutes * 60_000
  let left = signIns
  let done = 0
  await Promise.all(
    returning.map(async (person) => {
      while (left-- > 0 && performance.now() < until) {
        await person.signIn()
        done++
      }
    }),
  )
  return done
}

function toRow(server: ServerProcess, after: string, isWhole: boolean): Row {
  const { now, peak } = server.residentMiB()
  return {
    what: `resident memory after ${after}`,
    figure: `${now.toFixed(0)} MiB (peak ${peak.toFixed(0)} MiB)`,
    target: `at most ${mostMiB} MiB`,
    isMet: isWhole && now <= mostMiB,
  }
}

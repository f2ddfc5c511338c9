import { emptyResult, type FaultResult } from '../campaign/fault-result.ts'
import type { Account } from '../campaign/office.ts'
import type { ServerProcess } from '../campaign/server-process.ts'
import { machine, openTwoNodes, readyPeople, signIn, type TwoNodes, told } from './two-nodes.ts'

const places = 6

/**
 * People sign in and out without a pause while one node after the other is stopped and started again. Every answer that is
 * not the wished one is wrong.
 * @param database `postgres://…`, empty
 * @param times how often each of the two nodes restarts
 */
export async function rollingRestart(database: string, times: number): Promise<FaultResult> {
  const result = emptyResult('rolling restart of two nodes under load')
  const nodes = await openTwoNodes(database, 80 + 60 * times)
  const running: ServerProcess[] = []
  try {
    for (const node of nodes.nodes) running.push(await node.start())
    await restartUnderLoad(nodes, running, { result, times })
  } finally {
    for (const one of running) if (!one.hasEnded()) await one.stop()
    await nodes.close()
  }
  return result
}

interface Restarts {
  result: FaultResult
  times: number
}

async function restartUnderLoad(two: TwoNodes, running: ServerProcess[], { result, times }: Restarts) {
  let isOver = false
  // Nobody is in two places: of two codes on their way to one mailbox neither place would know its own.
  const people = (place: number) => readyPeople(two.office).filter((_, at) => at % places === place)
  const load = Promise.all(
    Array.from({ length: places }, async (_, place) => {
      const here = people(place)
      for (let turn = 0; !isOver; turn++) await visit(two, here[turn % here.length]!, result)
    }),
  )
  for (let time = 0; time < times; time++)
    for (const [at, node] of two.nodes.entries()) {
      await running[at]!.stop()
      const complaint = running[at]!.complaint()
      if (complaint) result.wrong.push(`a node stopped with: ${complaint}`)
      running[at] = await node.start()
      result.injected++
    }
  isOver = true
  await load
  result.saw.push(`${result.acknowledged} sign-ins, of which ${result.wrong.length} met anything unusual`)
}

/** A code on a new machine, then the remembered connection; each time the session answers until it is signed out. */
async function visit({ office }: TwoNodes, account: Account, result: FaultResult): Promise<void> {
  const here = machine(office)
  try {
    for (const way of ['code', 'remembered']) {
      await signIn(office, here, account)
      for (let look = 0; look < 3; look++) {
        const seen = await here.call('GET /api/session')
        if (seen.status !== 200) throw new Error(`session after ${way}: ${told(seen)}`)
      }
      const out = await here.call('DELETE /api/session')
      if (out.status !== 204) throw new Error(`signing out: ${told(out)}`)
      result.acknowledged++
    }
  } catch (error) {
    const { message, cause } = error as Error
    result.wrong.push(`${account.userName}: ${message}${cause ? ` (${cause})` : ''}`)
  }
}

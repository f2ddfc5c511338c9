import { type Databases, type Engine, openDatabases } from './databases.ts'
import { connections, type Effort } from './effort.ts'
import { peopleOf } from './people.ts'
import { startProduct } from './products.ts'
import type { ServerProcess } from './server-process.ts'
import { type SignInLoader, startSignInLoader } from './sign-in-loader.ts'
import type { Row } from './table.ts'
import { inTurns, middle, type Rounds, ratio, type Turn } from './turns.ts'
import type { Product, Way } from './ways.ts'

const words: Readonly<Record<Way, string>> = {
  remembered: 'sign-in where it is remembered',
  app: 'password and authenticator code',
  sent: 'password and sent code',
}

const leastTimes: Readonly<Record<Way, number>> = { remembered: 1.7, app: 2.2, sent: 2.2 }

interface Measured {
  engine: Engine
  way: Way
  rounds: Rounds<Product>
}

/** Whole sign-ins a second on both engines, against Better Auth with the same hash. */
export async function signInRate(effort: Effort): Promise<Row[]> {
  const measured = await measureSignIns(effort, { withoutHash: false })
  return measured.map(({ engine, way, rounds }) => {
    const times = ratio(rounds, ['doorward', 'better-auth'], 'perSecond')
    const [ours, theirs] = both(rounds, 'perSecond')
    return {
      what: `${words[way]}, ${engine}, ${connections} connections: rate against Better Auth`,
      figure: `${times.toFixed(2)} x (${ours.toFixed(0)} to ${theirs.toFixed(0)} a second)`,
      target: `at least ${leastTimes[way]} x`,
      isMet: times >= leastTimes[way],
    }
  })
}

const mostShare = 0.1

/** What a sign-in costs beside the hash: both compare passwords as they are, in builds made for this. */
export async function signInWithoutHash(effort: Effort): Promise<Row[]> {
  const measured = await measureSignIns(effort, { withoutHash: true })
  return measured.map(({ engine, way, rounds }) => {
    const share = ratio(rounds, ['doorward', 'better-auth'], 'cpuMs')
    const [ours, theirs] = both(rounds, 'cpuMs')
    return {
      what: `${words[way]}, ${engine}, without the hash: processor time against Better Auth`,
      figure: `${share.toFixed(3)} x (${ours.toFixed(2)} to ${theirs.toFixed(2)} ms)`,
      target: `at most ${mostShare} x`,
      isMet: share <= mostShare,
    }
  })
}

const both = (rounds: Rounds<Product>, figure: keyof Turn) =>
  [middle(rounds, 'doorward', figure), middle(rounds, 'better-auth', figure)] as const

async function measureSignIns(
  effort: Effort,
  { withoutHash }: { withoutHash: boolean },
): Promise<Measured[]> {
  const loader = await startSignInLoader()
  const databases = openDatabases()
  const measured: Measured[] = []
  try {
    for (const engine of ['SQLite', 'PostgreSQL'] as const)
      measured.push(...(await onEngine({ effort, engine, withoutHash, loader, databases })))
  } finally {
    loader.stop()
    await databases.close()
  }
  return measured
}

interface OnEngine {
  effort: Effort
  engine: Engine
  withoutHash: boolean
  loader: SignInLoader
  databases: Databases
}

async function onEngine(settings: OnEngine): Promise<Measured[]> {
  const { effort, engine, withoutHash, loader, databases } = settings
  const signIns = withoutHash ? effort.signInsWithoutHash : effort.signIns
  const warmUp = withoutHash ? effort.warmUp : signIns
  const people = peopleOf(connections + warmUp + signIns * (effort.rounds + 1))
  const start = { engine, people, ports: loader, withoutHash }
  const servers = {
    doorward: await startProduct.doorward(databases, start),
    'better-auth': await startProduct['better-auth'](databases, start),
  }
  const measured: Measured[] = []
  for (const way of ['remembered', 'app', 'sent'] as const) {
    const turn = (product: Product) =>
      turnsOf({ loader, product, way, warmUp, signIns, server: servers[product] })
    const contenders = { doorward: turn('doorward'), 'better-auth': turn('better-auth') }
    measured.push({ engine, way, rounds: await inTurns(contenders, effort.rounds) })
  }
  for (const server of Object.values(servers)) await server.stop()
  return measured
}

interface TurnSettings {
  loader: SignInLoader
  product: Product
  way: Way
  warmUp: number
  signIns: number
  server: ServerProcess
}

/** The first turn is longer. Nobody signs in twice with a code; the first people are those who are remembered. */
function turnsOf({ loader, product, way, warmUp, signIns, server }: TurnSettings): () => Promise<Turn> {
  let from = connections
  return async () => {
    const count = from === connections ? warmUp + signIns : signIns
    const before = await server.cpuMs()
    const seconds = await loader.run({ url: server.url, product, way, connections, signIns: count, from })
    const cpuMs = (await server.cpuMs()) - before
    from += count
    return { perSecond: count / seconds, cpuMs: cpuMs / count }
  }
}

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

const leastTimes: Readonly<Record<Engine, Record<Way, number>>> = {
  SQLite: { remembered: 1.6, app: 1.8, sent: 1.8 },
  PostgreSQL: { remembered: 1.3, app: 1.4, sent: 1.4 },
}

interface Measured {
  engine: Engine
  way: Way
  rounds: Rounds<Product>
}

/** Whole sign-ins a second on both engines, against Better Auth with the same hash. */
export async function signInRate(effort: Effort): Promise<Row[]> {
  const measured = await measureSignIns(effort, { withoutHash: false, others: ['hash'] })
  return measured.flatMap(({ engine, way, rounds }) => {
    const times = (left: Product, right: Product) => ratio(rounds, [left, right], 'perSecond')
    const figure = (left: Product, right: Product) => {
      const [ours, theirs] = [left, right].map((one) => middle(rounds, one, 'perSecond'))
      return `${times(left, right).toFixed(2)} x (${ours!.toFixed(0)} to ${theirs!.toFixed(0)} a second)`
    }
    const compared = { target: 'for comparison', isMet: true }
    const what = `${words[way]}, ${engine}, ${connections} connections: rate against Better Auth`
    return [
      {
        what,
        figure: figure('doorward', 'better-auth'),
        target: `at least ${leastTimes[engine][way]} x`,
        isMet: times('doorward', 'better-auth') >= leastTimes[engine][way],
      },
      {
        what: `${words[way]}, ${engine}, of a server that only verifies the hash`,
        figure: figure('hash', 'better-auth'),
        ...compared,
      },
    ]
  })
}

const mostShare = 0.1

/** What a sign-in costs beside the hash: both compare passwords as they are, in builds made for this. */
export async function signInWithoutHash(effort: Effort): Promise<Row[]> {
  const measured = await measureSignIns(effort, { withoutHash: true, others: [] })
  return measured.map(({ engine, way, rounds }) => {
    const share = ratio(rounds, ['doorward', 'better-auth'], 'cpuMs')
    const ours = middle(rounds, 'doorward', 'cpuMs')
    const theirs = middle(rounds, 'better-auth', 'cpuMs')
    return {
      what: `${words[way]}, ${engine}, without the hash: processor time against Better Auth`,
      figure: `${share.toFixed(3)} x (${ours.toFixed(2)} to ${theirs.toFixed(2)} ms)`,
      target: `at most ${mostShare} x`,
      isMet: share <= mostShare,
    }
  })
}

async function measureSignIns(
  effort: Effort,
  { withoutHash, others }: Pick<OnEngine, 'withoutHash' | 'others'>,
): Promise<Measured[]> {
  const loader = await startSignInLoader()
  const databases = openDatabases()
  const measured: Measured[] = []
  try {
    for (const engine of ['SQLite', 'PostgreSQL'] as const)
      measured.push(...(await onEngine({ effort, engine, withoutHash, others, loader, databases })))
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
  /** Who takes part beside the two. */
  others: readonly Product[]
  loader: SignInLoader
  databases: Databases
}

async function onEngine(settings: OnEngine): Promise<Measured[]> {
  const { effort, engine, withoutHash, others, loader, databases } = settings
  const signIns = withoutHash ? effort.signInsWithoutHash : effort.signIns
  const warmUp = withoutHash ? effort.warmUp : signIns
  const people = peopleOf(connections + warmUp + signIns * (effort.rounds + 1))
  const start = { engine, people, smtpPort: loader.smtpPort, withoutHash }
  const servers = new Map<Product, ServerProcess>()
  for (const name of ['doorward', 'better-auth', ...others] as const)
    servers.set(name, await startProduct[name](databases, start))
  const measured: Measured[] = []
  for (const way of ['remembered', 'app', 'sent'] as const) {
    const turns = Object.fromEntries(
      Array.from(servers, ([name, server]) => [
        name,
        turnsOf({ loader, product: name, way, warmUp, signIns, server }),
      ]),
    ) as Record<Product, () => Promise<Turn>>
    measured.push({ engine, way, rounds: await inTurns(turns, effort.rounds) })
  }
  for (const server of servers.values()) await server.stop()
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

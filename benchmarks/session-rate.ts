import { join } from 'node:path'
import { openAsker } from './asker.ts'
import { type BetterAuthSettings, fillBetterAuth, startBetterAuth } from './better-auth.ts'
import { catchCodes } from './codes.ts'
import { type Databases, openDatabases } from './databases.ts'
import { connections, type Effort } from './effort.ts'
import { cookieHeader, loadTurn } from './loader.ts'
import { peopleOf } from './people.ts'
import { startProduct } from './products.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import type { Row } from './table.ts'
import { inTurns, middle, type Rounds, ratio, type Turn } from './turns.ts'
import { becomeRemembered, type Product } from './ways.ts'

type Name = 'bare' | 'fastify' | 'sqlite' | 'postgres' | 'peer' | 'peerPostgres' | 'peerCached'

/** Session checks a second, against servers that do nothing and against Better Auth, all under the same load in turns. */
export async function sessionRate({ rounds, seconds }: Effort): Promise<Row[]> {
  const databases = openDatabases()
  const opened = await openContenders(databases)
  const turns = Object.fromEntries(
    Object.entries(opened).map(([name, { server, path, cookie }]) => {
      const plan = { paths: [path], cookies: [cookie], connections, seconds }
      return [name, () => loadTurn(server, plan)]
    }),
  ) as Record<Name, () => Promise<Turn>>
  const measured = await inTurns(turns, rounds)
  for (const { server } of Object.values(opened)) await server.stop()
  await databases.close()
  return rows(measured)
}

function rows(rounds: Rounds<Name>): Row[] {
  const share = (what: string, names: readonly [Name, Name], least: number | null) => {
    const found = ratio(rounds, names, 'perSecond') * 100
    return {
      what,
      figure: `${found.toFixed(0)} % (${rates(rounds, names)})`,
      target: least === null ? 'for comparison' : `at least ${least} %`,
      isMet: least === null || found >= least,
    }
  }
  const times = (what: string, names: readonly [Name, Name], least: number | null) => {
    const found = ratio(rounds, names, 'perSecond')
    return {
      what,
      figure: `${found.toFixed(1)} x (${rates(rounds, names)})`,
      target: least === null ? 'for comparison' : `at least ${least} x`,
      isMet: least === null || found >= least,
    }
  }
  return [
    share('session check, SQLite, against bare node:http', ['sqlite', 'bare'], 45),
    share('session check, PostgreSQL, against bare node:http', ['postgres', 'bare'], 35),
    share('session check, SQLite, against bare Fastify', ['sqlite', 'fastify'], null),
    times('session check, SQLite, against Better Auth', ['sqlite', 'peer'], 30),
    times('session check, SQLite, against Better Auth with its cookie cache', ['sqlite', 'peerCached'], null),
    times('session check, PostgreSQL, against Better Auth', ['postgres', 'peerPostgres'], null),
  ]
}

function rates(rounds: Rounds<Name>, names: readonly [Name, Name]): string {
  const [left, right] = names.map((name) => middle(rounds, name, 'perSecond').toFixed(0))
  const [ours, theirs] = names.map((name) => (middle(rounds, name, 'cpuMs') * 1000).toFixed(0))
  return `${left} to ${right} a second, ${ours} to ${theirs} µs of processor`
}

interface Contender {
  server: ServerProcess
  path: string
  cookie: string
}

async function openContenders(databases: Databases): Promise<Record<Name, Contender>> {
  const codes = await catchCodes()
  const people = peopleOf(1)
  const product = async (name: Product, engine: 'SQLite' | 'PostgreSQL') => {
    const server = await startProduct[name](databases, { engine, people, smtpPort: codes.smtpPort })
    return signedIn(name, server)
  }
  const signedIn = async (name: Product, server: ServerProcess): Promise<Contender> => {
    const asker = openAsker(server.url)
    await becomeRemembered(name, { asker, codes, people }, 0)
    asker.close()
    const path = name === 'doorward' ? '/api/session' : '/api/auth/get-session'
    return { server, path, cookie: cookieHeader(asker.cookies) }
  }
  const cached = async () => {
    const { database } = await databases.open('SQLite')
    const settings = {
      database,
      hashing: 'argon2id',
      cookieCache: true,
      smtpPort: codes.smtpPort,
    } satisfies BetterAuthSettings
    await fillBetterAuth(settings, people)
    return signedIn('better-auth', await startBetterAuth(settings))
  }
  return {
    sqlite: await product('doorward', 'SQLite'),
    bare: await bare('bare-server.ts'),
    postgres: await product('doorward', 'PostgreSQL'),
    fastify: await bare('fastify-server.ts'),
    peer: await product('better-auth', 'SQLite'),
    peerPostgres: await product('better-auth', 'PostgreSQL'),
    peerCached: await cached(),
  }
}

async function bare(name: string): Promise<Contender> {
  const args = (url: string) => [new URL(url).port]
  const server = await startServerProcess({ script: join(import.meta.dirname, name), args, firstPath: '/' })
  return { server, path: '/', cookie: 'a=b' }
}

import { type Visitor, visitor } from '../tests/support/visitor.ts'
import { type DoorwardProcess, makeDataFolder, startDoorward } from './doorward-process.ts'
import { connections, type Effort } from './effort.ts'
import { connectionsOfEach, type GrownOffice, growOffice } from './grown-office.ts'
import { loadTurn } from './loader.ts'
import { peopleOf } from './people.ts'
import { type SignInLoader, startSignInLoader } from './sign-in-loader.ts'
import type { Row } from './table.ts'
import { inTurns, middle, ratio, type Turn } from './turns.ts'

const few = 1_000
const many = 1_000_000
const manyWhenQuick = 20_000
/** Each is asked about more rarely than an answer is kept, so that every one is read anew from the database. */
const sessions = 20_000
const sessionsWhenQuick = 5_000
/** Some that are asked about often. */
const fewSessions = 500
/** Who sign in, all over the list. */
const signingIn = 200
const each = 20

/** One server with so many people. */
interface Office extends GrownOffice {
  server: DoorwardProcess
  administrator: Visitor
  loader: SignInLoader
  close(): Promise<void>
}

interface Work {
  mostGrowth: number
  turn(office: Office): Promise<Turn>
}

/** What a thousand times as many people, and ten connections of each, add to the processor time of the server. */
export async function growth(effort: Effort): Promise<Row[]> {
  const count = effort.isQuick ? manyWhenQuick : many
  const tokens = effort.isQuick ? sessionsWhenQuick : sessions
  const large = await openOffice(count, tokens)
  const small = await openOffice(few, tokens)
  const rows: Row[] = []
  for (const [what, work] of Object.entries(works)) {
    const contenders = { small: () => work.turn(small), large: () => work.turn(large) }
    rows.push(toRow(what, work, { count, rounds: await inTurns(contenders, effort.rounds) }))
  }
  await small.close()
  await large.close()
  return rows
}

const works: Readonly<Record<string, Work>> = {
  'session check': {
    mostGrowth: 1.2,
    turn: ({ server, tokens }) =>
      checkTurn(server, { tokens: tokens.slice(0, fewSessions), requests: 50_000 }),
  },
  'session check, each read from the database': {
    mostGrowth: 1.2,
    turn: ({ server, tokens }) => checkTurn(server, { tokens, requests: tokens.length }),
  },
  'sign-in where it is remembered': { mostGrowth: 1.1, turn: signInTurn },
  'people page (first, middle, other orders, narrowed)': {
    mostGrowth: 1.3,
    turn: pages(({ middle }) => [
      '',
      `after=${middle}`,
      `after=${middle}&sort=-user-name`,
      'sort=-last-sign-in',
      'state=no-cell-phone',
    ]),
  },
  'people search (one person, a common name)': {
    mostGrowth: 1.3,
    turn: pages(() => ['search=u501@', 'search=Family3']),
  },
}

function checkTurn(
  server: DoorwardProcess,
  { tokens, requests }: { tokens: readonly string[]; requests: number },
): Promise<Turn> {
  const cookies = tokens.map((token) => `doorward-session=${token}`)
  return loadTurn(server, { paths: ['/api/session'], cookies, connections, requests })
}

async function signInTurn({ server, loader }: Office): Promise<Turn> {
  const before = await server.cpuMs()
  const round = { url: server.url, product: 'doorward', way: 'remembered', connections, from: 0 } as const
  const seconds = await loader.run({ ...round, signIns: signingIn, remembered: signingIn })
  return { perSecond: signingIn / seconds, cpuMs: ((await server.cpuMs()) - before) / signingIn }
}

function pages(queries: (office: Office) => readonly string[]): Work['turn'] {
  return async (office) => {
    const paths = queries(office).map((query) => `/api/administration/people?${query}`)
    const before = await office.server.cpuMs()
    const began = performance.now()
    for (let i = 0; i < each; i++) for (const path of paths) await openPage(office, path)
    const cpuMs = ((await office.server.cpuMs()) - before) / each
    return { perSecond: (each * 1000) / (performance.now() - began), cpuMs }
  }
}

async function openPage({ administrator }: Office, path: string): Promise<void> {
  const { answer } = await administrator.call('GET /api/administration/people', undefined, path)
  if (!answer || answer.people.length === 0) throw new Error(`Nobody on the page: ${path}`)
}

function toRow(
  what: string,
  { mostGrowth }: Work,
  { count, rounds }: { count: number; rounds: Awaited<ReturnType<typeof inTurns<'small' | 'large'>>> },
): Row {
  const grown = ratio(rounds, ['large', 'small'], 'cpuMs')
  const [before, after] = (['small', 'large'] as const).map((name) =>
    middle(rounds, name, 'cpuMs').toFixed(2),
  )
  const people = count.toLocaleString('en-US')
  const places = (count * connectionsOfEach).toLocaleString('en-US')
  return {
    what: `${what}: processor time with ${people} people and ${places} connections against ${few}`,
    figure: `${grown.toFixed(2)} x (${after} ms to ${before} ms)`,
    target: `at most ${mostGrowth} x`,
    isMet: grown <= mostGrowth,
  }
}

async function openOffice(count: number, sessions: number): Promise<Office> {
  const folder = makeDataFolder()
  const people = peopleOf(signingIn)
  const grown = await growOffice({ dataFolder: folder.path, people, count, sessions })
  const settings = (url: string) => ({ URL: url, SMTP: 'smtp://127.0.0.1:9', MAIL_FROM: 'a@bench.example' })
  const server = await startDoorward(folder.path, { settings })
  const loader = await startSignInLoader()
  const administrator = visitor(server.url)
  administrator.cookies.set('doorward-session', grown.administratorToken)
  return {
    ...grown,
    server,
    loader,
    administrator,
    async close() {
      loader.stop()
      await server.stop()
      folder.remove()
    },
  }
}

import { type DoorwardProcess, makeDataFolder, startDoorward } from './doorward-process.ts'
import { fillPeople } from './fill-people.ts'
import { type Returning, rememberedConnection } from './sign-in.ts'
import { median, type Row } from './table.ts'

const few = 1_000
const many = 100_000
const rounds = 7
const each = 20
const mostGrowth = 1.3
/** Until the compiler has seen the path often enough. */
const warmUp = 60

/** One server with so many people, and who works on it. */
interface Office {
  server: DoorwardProcess
  returning: Returning
  administrator: Returning
  /** A person in the middle of the list: the page after them is asked for. */
  middle: string
  close(): Promise<void>
}

/** What a hundred times as many people add to the processor time of a sign-in and of User Administration. */
export async function growth(): Promise<Row[]> {
  const small = await openOffice(few)
  const large = await openOffice(many)
  const rows: Row[] = []
  for (const [what, work] of Object.entries(works)) rows.push(await compare({ what, work, small, large }))
  await small.close()
  await large.close()
  return rows
}

type Work = (office: Office) => Promise<void>

const page = (query: (office: Office) => string): Work => {
  return async (office) => {
    const path = `/api/administration/people?${query(office)}`
    const { answer } = await office.administrator.visitor.call(
      'GET /api/administration/people',
      undefined,
      path,
    )
    if (!answer || answer.people.length === 0) throw new Error(`Nobody on the page: ${path}`)
  }
}

const pages: readonly Work[] = [
  page(() => ''),
  page(({ middle }) => `after=${middle}`),
  page(({ middle }) => `after=${middle}&sort=-user-name`),
  page(() => 'sort=-last-sign-in'),
  page(() => 'state=no-cell-phone'),
]

const works: Readonly<Record<string, Work>> = {
  'people page (first, middle, other orders, narrowed)': inTurn(pages),
  'people search (one person, a common name)': inTurn([
    page(() => 'search=u500@'),
    page(() => 'search=Family3'),
  ]),
  'sign-in on a remembered connection': ({ returning }) => returning.signIn(),
}

function inTurn(works: readonly Work[]): Work {
  return async (office) => {
    for (const work of works) await work(office)
  }
}

interface Comparison {
  what: string
  work: Work
  small: Office
  large: Office
}

async function compare({ what, work, small, large }: Comparison): Promise<Row> {
  for (let i = 0; i < warmUp; i++) for (const office of [small, large]) await work(office)
  const costs: { small: number; large: number }[] = []
  for (let round = 0; round < rounds; round++)
    costs.push({ small: await costOf(work, small), large: await costOf(work, large) })
  const before = median(costs.map((cost) => cost.small))
  const after = median(costs.map((cost) => cost.large))
  // Each round against itself: what else the machine does in the meantime falls on both.
  const ratio = median(costs.map((cost) => cost.large / cost.small))
  return {
    what: `${what}, processor time with ${many} people against ${few}`,
    figure: `${ratio.toFixed(2)} x (${after.toFixed(1)} ms to ${before.toFixed(1)} ms)`,
    target: `at most ${mostGrowth} x`,
    isMet: ratio <= mostGrowth,
  }
}

/** Milliseconds of processor time of the server. */
async function costOf(work: Work, office: Office): Promise<number> {
  const meter = async () => (await office.server.ask({ verify: 0 })).cpuMs
  const before = await meter()
  for (let i = 0; i < each; i++) await work(office)
  return ((await meter()) - before) / each
}

async function openOffice(people: number): Promise<Office> {
  const folder = makeDataFolder()
  await (await startDoorward(folder.path)).stop()
  const middle = await fillPeople(folder.path, people)
  const server = await startDoorward(folder.path, { probe: true })
  return {
    server,
    middle,
    returning: await rememberedConnection(server.url),
    administrator: await rememberedConnection(server.url, 'ADMIN'),
    async close() {
      await server.stop()
      folder.remove()
    },
  }
}

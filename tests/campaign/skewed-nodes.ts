import { join } from 'node:path'
import { saveFactor } from '../../server/features/factors/factors.store.ts'
import { finishSetUp } from '../../server/features/people/people.store.ts'
import { makeToken, systemRandom } from '../../server/tools/random.ts'
import { openVault } from '../../server/tools/vault.ts'
import { appCode } from '../support/authenticator-app.ts'
import { dice } from './dice.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { openLedger } from './ledger.ts'
import { type Account, type Office, openOffice } from './office.ts'
import { freePort, type ServerProcess } from './server-process.ts'
import { shifted } from './shifted-clock.ts'
import { type Client, client, openWitness } from './witness.ts'

/** One node keeps the true time, the other is a minute off. */
type Place = 'the true node' | 'the other node'

interface Scene {
  office: Office
  result: FaultResult
  seen: Map<string, number>
  at(place: Place): Client
}

/**
 * Two nodes with clocks a minute apart: a sign-in begins on one, and its code is entered on the other. It works, or signing
 * in again does; entered on both at once, a code is taken by one of them.
 * @param database `postgres://…`, empty
 */
export async function skewedNodes(injection: Injection, database: string): Promise<FaultResult> {
  const result = emptyResult('two nodes with clocks a minute apart')
  const office = await openOffice({ people: 8 * injection.times + 2, database, codeMinutes: 2 })
  try {
    for (const [half, skew] of ['+60', '-60'].entries())
      await withSkew(office, result, {
        skew,
        seed: injection.seed + half,
        times: half === 0 ? Math.ceil(injection.times / 2) : Math.floor(injection.times / 2),
      })
  } finally {
    await office.close()
  }
  return result
}

async function withSkew(
  office: Office,
  result: FaultResult,
  { skew, seed, times }: Injection & { skew: string },
): Promise<void> {
  const [ledger, witness, fate] = [openLedger(), openWitness(), dice(seed)]
  const ports = { 'the true node': await freePort(), 'the other node': await freePort() }
  const servers: ServerProcess[] = []
  const scene: Scene = {
    office,
    result,
    seen: new Map(),
    at(place) {
      const one = client(`http://localhost:${ports[place]}`, { ledger, witness })
      one.visitor.headers.Origin = office.url
      return one
    },
  }
  try {
    servers.push(await startNode(office, ports['the true node'], {}))
    servers.push(await startNode(office, ports['the other node'], shifted(`${skew}s`)))
    for (let round = 0; round < times; round++) {
      const places: Place[] =
        fate.whole(2) === 0 ? ['the true node', 'the other node'] : ['the other node', 'the true node']
      await across(scene, places as [Place, Place])
      await atOnce(scene, places as [Place, Place])
      await appAcross(scene, places as [Place, Place], skew)
      result.injected++
    }
  } finally {
    for (const server of servers) await server.stop()
  }
  result.acknowledged += ledger.acknowledged()
  result.wrong.push(...witness.wrong)
  const clock = `${skew} s`
  result.saw.push(...[...scene.seen].sort().map(([what, often]) => `${clock}: ${what}: ${often} times`))
}

const keyFile = (folder: string) => join(folder, 'keys.json')

function startNode(
  office: Office,
  port: number,
  environment: Record<string, string>,
): Promise<ServerProcess> {
  const own = { LISTEN: `127.0.0.1:${port}`, DATA: join(office.folder, String(port)) }
  return office.start(environment, { ...own, KEY_FILE: keyFile(office.folder) })
}

/** The code of one node is entered on the other: it is taken, or was kindly told to have run out. Then on both: never again. */
async function across(scene: Scene, [first, second]: [Place, Place]): Promise<void> {
  const { office, result } = scene
  const account = nextSetUp(office)
  const here = scene.at(first)
  const code = await begin(scene, account, here)
  const [there, thief] = [moved(here, scene.at(second)), moved(here, scene.at(first))]
  const reply = await there.ask('POST /api/sign-in/code', { code })
  const saw = reply?.answer?.step === 'done' ? 'got in' : reply?.problem?.code
  note(scene, `begun on ${first}, code entered on ${second}: ${saw}`)
  if (saw === 'got in') {
    const again = await thief.ask('POST /api/sign-in/code', { code })
    if (again?.answer) result.wrong.push(`${account.userName}: one code signed in twice`)
  } else if (saw === 'code-expired') await startOver(scene, account, second)
  else result.wrong.push(`${account.userName}: a right code was answered with ${saw} on ${second}`)
}

/** The code of one node is entered on both at once: one of them takes it, or both say kindly that it ran out. */
async function atOnce(scene: Scene, [first, second]: [Place, Place]): Promise<void> {
  const { office, result } = scene
  const account = nextSetUp(office)
  const here = scene.at(first)
  const code = await begin(scene, account, here)
  const [there, again] = [moved(here, scene.at(second)), moved(here, scene.at(first))]
  const replies = await Promise.all([there, again].map((who) => who.ask('POST /api/sign-in/code', { code })))
  const taken = replies.filter((reply) => reply?.answer?.step === 'done').length
  if (taken > 1) result.wrong.push(`${account.userName}: one code signed in twice`)
  const saw = taken === 1 ? 'got in' : replies.map((reply) => reply?.problem?.code).join(' and ')
  note(scene, `begun on ${first}, code entered on both: ${saw}`)
  if (taken === 0) await startOver(scene, account, second)
}

async function begin({ office, result }: Scene, account: Account, who: Client): Promise<string> {
  const { userName, password, email } = account
  const known = office.mail.codes(email).length
  const reply = await who.ask('POST /api/sign-in', { userName, password })
  const isAsked = reply?.answer?.step === 'code'
  const code = isAsked ? await office.mail.code(email, known, () => false) : undefined
  if (code === undefined) result.wrong.push(`${userName}: no code (${reply?.problem?.code})`)
  return code ?? '000000'
}

async function startOver(scene: Scene, account: Account, place: Place): Promise<void> {
  const who = scene.at(place)
  const code = await begin(scene, account, who)
  const reply = await who.ask('POST /api/sign-in/code', { code })
  if (reply?.answer?.step !== 'done')
    scene.result.wrong.push(
      `${account.userName} did not get in on ${place} by signing in again: ${reply?.problem?.code}`,
    )
}

/** A code of the app by the true time: the node that keeps it takes it, and neither takes it a second time. */
async function appAcross(scene: Scene, [first, second]: [Place, Place], skew: string): Promise<void> {
  const { office, result } = scene
  const account = nextSetUp(office)
  const key = await setUpApp(office, account)
  const steps: string[] = []
  let taken = 0
  const code = appCode(key, new Date())
  for (const place of [first, second, 'the true node'] as const) {
    const who = scene.at(place)
    const begun = await who.ask('POST /api/sign-in', {
      userName: account.userName,
      password: account.password,
    })
    if (begun?.answer?.step !== 'code') result.wrong.push(`${account.userName}: the app was not asked for`)
    const reply = await who.ask('POST /api/sign-in/code', { code })
    if (reply?.answer?.step === 'done') taken++
    const off = reply?.problem?.clockOffSeconds
    steps.push(
      `${place}: ${reply?.answer?.step === 'done' ? 'got in' : `${reply?.problem?.code}${off === undefined ? '' : `, the phone's clock is off by ${off} s`}`}`,
    )
  }
  if (taken !== 1)
    result.wrong.push(
      `${account.userName}: an app code signed in ${taken} times (${steps.join('; ')}, ${skew} s)`,
    )
  note(scene, `one code of the app, ${steps.join('; ')}`)
}

async function setUpApp({ world, folder }: Office, account: Account): Promise<string> {
  const vault = await openVault(keyFile(folder))
  const key = Array.from(makeToken(systemRandom).slice(0, 32), (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(letter.charCodeAt(0) % 32),
  ).join('')
  const row = await world.database
    .selectFrom('people')
    .select('organization_id as organizationId')
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  await saveFactor({ ...world, vault }, { ...row, personId: account.id, method: 'app', address: null, key })
  await finishSetUp(world, account.id, 'app')
  return key
}

/** The same browser at another node: its cookies go along. */
function moved(from: Client, to: Client): Client {
  for (const [name, value] of from.visitor.cookies) to.visitor.cookies.set(name, value)
  return to
}

function note({ seen }: Scene, what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1)
}

function nextSetUp({ people }: Office): Account {
  const at = people.findLastIndex(({ userName }) => Number(userName.slice(1)) % 2 === 0)
  return people.splice(at, 1)[0]!
}

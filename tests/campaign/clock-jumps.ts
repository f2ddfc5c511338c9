import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { toleratedSkew } from '../../server/base/clock-skew.ts'
import { day, hour, minute, second } from '../../server/base/duration.ts'
import { testClock } from '../support/world.ts'
import { dice } from './dice.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { openLedger } from './ledger.ts'
import { type Account, type Office, openOffice } from './office.ts'
import { jumpTo, shiftedBy } from './shifted-clock.ts'
import { type Client, client, openWitness } from './witness.ts'

/** A server whose clock can be set off from the true time, in milliseconds. */
interface Clockwork {
  jump(by: number): Promise<void>
  stop(): Promise<void>
}

const jumps = [hour, -3 * minute, day, -hour, 3 * minute, -day, -30 * day, 20 * second, -20 * second]
/** A quarter of an hour after the tenth wrong code, and the shortest jump. */
const lockLength = 19 * minute
/** SESSIONHOURS, and what clocks of nodes may differ by. */
const longestSession = 12 * hour + 2 * minute

/**
 * The clock jumps in the middle of sign-ins and comes back. Where a code that was typed is refused for it, signing in again
 * must lead in; a used code is refused whatever the clock says; no session outlives its hours by the true time.
 * @param kind `inside`: this process, with a clock of ours; `libfaketime`: a real server process
 */
export async function clockJumps(
  { seed, times }: Injection,
  kind: 'inside' | 'libfaketime',
): Promise<FaultResult> {
  const result = emptyResult(kind === 'inside' ? 'the clock jumps' : 'the clock of a server process jumps')
  const office = await openOffice({ people: 8 * times + 2, codeMinutes: 2 })
  try {
    const clockwork = await (kind === 'inside' ? inside(office) : underLibfaketime(office))
    try {
      await rounds(office, clockwork, result, { seed, times })
    } finally {
      await clockwork.stop()
    }
  } finally {
    await office.close()
  }
  return result
}

async function inside(office: Office): Promise<Clockwork> {
  const clock = testClock(new Date())
  const { stop } = await office.startInside(clock)
  return { stop, jump: async (by) => clock.set(new Date(Date.now() + by)) }
}

async function underLibfaketime(office: Office): Promise<Clockwork> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-clock-'))
  const file = join(folder, 'shift')
  jumpTo(file, '+0')
  const server = await office.start(shiftedBy(file))
  return {
    async jump(by) {
      jumpTo(file, `${by < 0 ? '-' : '+'}${Math.abs(by) / second}`)
      await pause(50)
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Scene {
  /** How far off the clock is, in milliseconds. */
  present: { off: number }
  office: Office
  clockwork: Clockwork
  result: FaultResult
  /** What people saw, and how often. */
  seen: Map<string, number>
  newClient(): Client
}

async function rounds(
  office: Office,
  clockwork: Clockwork,
  result: FaultResult,
  { seed, times }: Injection,
): Promise<void> {
  const [ledger, witness, fate] = [openLedger(), openWitness(), dice(seed)]
  const newClient = () => client(office.url, { ledger, witness })
  const present = { off: 0 }
  const jump = (by: number) => {
    present.off = by
    return clockwork.jump(by)
  }
  const scene: Scene = {
    office,
    clockwork: { ...clockwork, jump },
    present,
    result,
    seen: new Map(),
    newClient,
  }
  const sessions: Client[] = []
  for (let round = 0; round < times; round++) {
    const by = round < jumps.length ? jumps[round]! : fate.pick(jumps)
    sessions.push(...(await jumpOnce(scene, by)))
    result.injected++
  }
  await noneOutlives(scene, sessions)
  result.acknowledged = ledger.acknowledged()
  result.wrong.push(...witness.wrong)
  result.saw.push(...[...scene.seen].sort().map(([what, often]) => `${what}: ${often} times`))
  result.saw.push(...witness.sentences())
}

/** Somebody waits for a code while the clock jumps, somebody else signs in under the wrong time; then it comes back. */
async function jumpOnce(scene: Scene, by: number): Promise<Client[]> {
  const { office, clockwork, result } = scene
  const [waiting, wrongly, later, guessed] = [office, office, office, office].map(nextSetUp) as Four
  const [here, there] = [scene.newClient(), scene.newClient()]
  const begun = await begin(scene, waiting, here)
  await clockwork.jump(by)
  await enter(scene, { account: waiting, who: here, code: begun.code, when: words(by) })
  await replay(scene, begun)
  const other = await begin(scene, wrongly, there)
  await enter(scene, {
    account: wrongly,
    who: there,
    code: other.code,
    when: 'signed in under the wrong time',
  })
  await guessWrongly(scene, guessed)
  const half = await begin(scene, later, scene.newClient())
  await clockwork.jump(0)
  await enter(scene, { account: later, who: half.who, code: half.code, when: `back from ${words(by)}` })
  await replay(scene, other)
  const again = await begin(scene, wrongly, scene.newClient())
  const status = await enter(scene, {
    account: wrongly,
    who: again.who,
    code: again.code,
    when: 'the true time again',
  })
  if (status !== 'in') result.wrong.push(`after ${words(by)} and back, ${wrongly.userName} could not sign in`)
  await clockwork.jump(lockLength)
  const unlocked = await begin(scene, guessed, scene.newClient())
  await enter(scene, { account: guessed, who: unlocked.who, code: unlocked.code, when: 'a lock is over' })
  await clockwork.jump(0)
  return [here, there, half.who, again.who]
}

type Four = [Account, Account, Account, Account]

/**
 * What a clock ahead by the very window of a bound has taken cannot be told from what a node with another clock takes: it counts
 * for as long as clocks may differ, and whoever waits as told gets in.
 */
async function wait({ clockwork, present }: Scene, milliseconds: number): Promise<void> {
  await clockwork.jump(present.off + milliseconds)
}

interface Begun {
  who: Client
  code: string
  cookies: ReadonlyMap<string, string>
}

async function begin(scene: Scene, account: Account, who: Client): Promise<Begun> {
  const { office, result } = scene
  const { userName, password, email } = account
  const known = office.mail.codes(email).length
  const ask = () => who.ask('POST /api/sign-in', { userName, password })
  const first = await ask()
  const seconds = first?.problem?.code === 'slow-down' ? first.problem.retryAfterSeconds! : 0
  const isShort = seconds > 0 && seconds * second <= toleratedSkew
  if (isShort) await wait(scene, seconds * second)
  const reply = isShort ? await ask() : first
  if (reply?.answer?.step !== 'code')
    result.wrong.push(
      `${userName} could not begin to sign in: ${reply?.problem?.code ?? reply?.answer?.step}`,
    )
  const code = await office.mail.code(email, known, () => reply?.answer?.step !== 'code')
  if (code === undefined) result.wrong.push(`no code came to ${userName}`)
  return { who, code: code ?? '000000', cookies: new Map(who.visitor.cookies) }
}

/** Enters a code; where it is refused for the clock, asks once for another way in: signing in again. */
async function enter(
  scene: Scene,
  { account, who, code, when }: { account: Account; who: Client; code: string; when: string },
): Promise<'in' | 'refused'> {
  const reply = await who.ask('POST /api/sign-in/code', { code })
  const saw = reply?.answer?.step === 'done' ? 'got in' : `${reply?.status} ${reply?.problem?.code}`
  scene.seen.set(`${when}: ${saw}`, (scene.seen.get(`${when}: ${saw}`) ?? 0) + 1)
  if (saw === 'got in') return 'in'
  const once = await begin(scene, account, who)
  const second = await who.ask('POST /api/sign-in/code', { code: once.code })
  if (second?.answer?.step === 'done') return 'in'
  scene.result.wrong.push(
    `${when}: ${account.userName} did not get in by signing in again: ${second?.problem?.code}`,
  )
  return 'refused'
}

async function replay({ result, newClient }: Scene, { cookies, code }: Begun): Promise<void> {
  const thief = newClient()
  for (const [name, value] of cookies) thief.visitor.cookies.set(name, value)
  const reply = await thief.ask('POST /api/sign-in/code', { code })
  if (reply?.answer) result.wrong.push('a used code was taken again')
}

/**
 * Ten wrong codes lock e-mail for a quarter of an hour, and as many wrong passwords slow down, by the time they are typed in. From
 * a network of their own: nobody else is slowed down with them.
 */
async function guessWrongly(scene: Scene, account: Account): Promise<void> {
  const number = Number(account.userName.slice(1))
  const stranger = () => {
    const one = scene.newClient()
    one.visitor.headers['X-Forwarded-For'] = `10.${number >> 8}.${number & 255}.7`
    return one
  }
  for (let signIn = 0; signIn < 4; signIn++) {
    const { who, code } = await begin(scene, account, stranger())
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    for (let tries = 0; tries < (signIn === 3 ? 1 : 3); tries++)
      await who.ask('POST /api/sign-in/code', { code: wrong })
  }
  for (let tries = 0; tries < 8; tries++)
    await stranger().ask('POST /api/sign-in', { userName: account.userName, password: 'not the password' })
}

/** By the true time, half a day and a little later every session is over. */
async function noneOutlives({ clockwork, result }: Scene, sessions: readonly Client[]): Promise<void> {
  await clockwork.jump(longestSession)
  for (const one of sessions) {
    if (!one.visitor.cookies.has('doorward-session')) continue
    const reply = await one.ask('GET /api/session')
    if (reply?.status !== 401) result.wrong.push(`a session outlived its hours: ${reply?.status}`)
  }
}

/** Every second one has finished set-up: see office.ts. */
function nextSetUp({ people }: Office): Account {
  const at = people.findLastIndex(({ userName }) => Number(userName.slice(1)) % 2 === 0)
  return people.splice(at, 1)[0]!
}

function words(by: number): string {
  const size = Math.abs(by)
  const [unit, name] =
    size >= day ? [day, 'd'] : size >= hour ? [hour, 'h'] : size >= minute ? [minute, 'min'] : [second, 's']
  return `${size / unit} ${name} ${by < 0 ? 'back' : 'ahead'}`
}

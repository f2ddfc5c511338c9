import { setTimeout as pause } from 'node:timers/promises'
import { hour, minute, second } from '../../server/base/duration.ts'
import { type TestClock, testClock } from '../support/world.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { openLedger } from './ledger.ts'
import type { Mood } from './mail-server.ts'
import { type Account, type Office, openOffice } from './office.ts'
import { type Client, client, openWitness } from './witness.ts'

export type MailFaultName = 'refuses' | 'gone' | 'greylists' | 'slow' | 'drops' | 'down'

interface MailFault {
  name: string
  /** Undefined: nobody listens. */
  mood: Mood | undefined
  /** Milliseconds that it lasts, by the server's clock. */
  lasts: number
}

const mailFaults: Record<MailFaultName, MailFault> = {
  gone: { name: 'mail server gone for a quarter of a minute', mood: undefined, lasts: 15 * second },
  refuses: {
    name: 'mail server refuses for good (550)',
    mood: { kind: 'refuses', status: 550 },
    lasts: 15 * second,
  },
  greylists: {
    name: 'mail server greylists (451)',
    mood: { kind: 'refuses', status: 451 },
    lasts: 15 * second,
  },
  slow: {
    name: 'mail server slow (2 s a mail)',
    mood: { kind: 'slow', milliseconds: 2000 },
    lasts: 5 * second,
  },
  drops: { name: 'mail server hangs up in DATA', mood: { kind: 'drops' }, lasts: 15 * second },
  down: { name: 'mail server down for an hour', mood: undefined, lasts: hour },
}

interface Scene {
  office: Office
  clock: TestClock
  result: FaultResult
  seen: Map<string, number>
  newClient(): Client
}

/** Mail cannot leave for a while: what the screen says, what administrators see, and what arrives at last. */
export async function mailFault(name: MailFaultName, { times }: Injection): Promise<FaultResult> {
  const fault = mailFaults[name]
  const result = emptyResult(fault.name)
  const [ledger, witness] = [openLedger(), openWitness()]
  const office = await openOffice({ people: 4 * times + 2, codeMinutes: 2 })
  const clock = testClock(new Date('2026-05-04T08:03:00Z'))
  const server = await office.startInside(clock)
  const newClient = () => client(office.url, { ledger, witness })
  const scene: Scene = { office, clock, result, seen: new Map(), newClient }
  try {
    for (let round = 0; round < times; round++) await once(scene, fault)
    result.saw.push(...[...scene.seen].map(([what, often]) => `${what}: ${often} times`))
    await lookAtAll(scene)
  } finally {
    await server.stop()
    await office.close()
  }
  result.acknowledged = ledger.acknowledged()
  result.wrong.push(...witness.wrong)
  result.saw.push(...witness.sentences())
  return result
}

/** Somebody asks for a code and somebody else changes a password while mail does not leave; then it does again. */
async function once(scene: Scene, { mood, lasts }: MailFault): Promise<void> {
  const { office, clock, result } = scene
  const { mail } = office
  const inside = await signedIn(scene, nextSetUp(office))
  if (mood) mail.mood = mood
  else await mail.shut()
  result.injected++
  const change = await inside.ask('POST /api/profile/password', { password: 'another light in the harbor' })
  if (change?.problem) result.wrong.push(`a password could not be changed: ${change.problem.code}`)
  const [account, waiting] = [nextSetUp(office), scene.newClient()]
  const known = mail.codes(account.email).length
  const begun = await waiting.ask('POST /api/sign-in', credentials(account))
  note(
    scene,
    `the sign-in page: ${begun?.answer?.step === 'code' ? 'asks for the code' : begun?.problem?.code}`,
  )
  await untilTried(scene)
  await seeMessages(scene, inside)
  for (let gone = 0; gone < lasts; gone += minute) {
    clock.advance(Math.min(minute, lasts - gone))
    await pause(lasts > minute ? 40 : 1200)
  }
  mail.mood = { kind: 'takes' }
  await mail.open()
  // The second pause after a failure.
  clock.advance(15 * second)
  const soon = performance.now() + 3000
  const late = await mail.code(account.email, known, () => performance.now() > soon)
  await enterLate(scene, { account, waiting, known, late })
  await untilNothingIsUnderWay(scene)
  // Beyond the longest of the pauses that were begun, so that what waits is tried.
  clock.advance(hour)
  await untilQuiet(scene)
}

/** The code that came after all, or the next one; where the sign-in is over meanwhile, a new one. */
async function enterLate(
  scene: Scene,
  {
    account,
    waiting,
    known,
    late,
  }: { account: Account; waiting: Client; known: number; late: string | undefined },
): Promise<void> {
  const { office, clock, result } = scene
  let code = late
  if (code === undefined) {
    clock.advance(20 * second)
    const again = await waiting.ask('POST /api/sign-in/send-again', {})
    note(
      scene,
      `"send again" once mail leaves: ${again?.answer?.step === 'code' ? 'sent' : again?.problem?.code}`,
    )
    if (!again?.answer) await waiting.ask('POST /api/sign-in', credentials(account))
    code = await office.mail.code(account.email, known, () => false)
  }
  const reply = await waiting.ask('POST /api/sign-in/code', { code: code ?? '000000' })
  note(
    scene,
    `the code that came ${late ? 'by itself' : 'then'}: ${reply?.answer?.step ?? reply?.problem?.code}`,
  )
  if (reply?.answer?.step !== 'done')
    result.wrong.push(`${account.userName} did not get in once mail left again`)
}

/** Every notice was sent, or failed for good and says so; no code came late; nothing came twice. */
async function lookAtAll({ office, result }: Scene): Promise<void> {
  const rows = await office.world.database.selectFrom('messages').selectAll().execute()
  for (const row of rows) {
    const finishedLate = row.drop_at !== null && row.state === 'sent' && row.finished_at! > row.drop_at
    if (finishedLate) result.wrong.push(`a code was sent after it had run out`)
    const isRefused = row.state === 'failed' && row.last_error?.includes('550')
    if (
      row.state === 'waiting' ||
      (row.state === 'failed' && !isRefused) ||
      (row.state === 'dropped' && row.kind !== 'code')
    )
      result.lost.push(`a message of the kind ${row.kind} is ${row.state}`)
  }
  const sent = rows.filter(({ state }) => state === 'sent').length
  if (office.mail.letters.length < sent)
    result.lost.push(`${sent} count as sent, ${office.mail.letters.length} came`)
  if (office.mail.letters.length > sent)
    result.wrong.push(`${office.mail.letters.length - sent} mails came twice`)
  const dropped = rows.filter(({ state }) => state === 'dropped').length
  const failed = rows.filter(({ state }) => state === 'failed').length
  result.saw.push(
    `mails: ${sent} sent, ${dropped} codes dropped because they had run out, ${failed} refused for good`,
  )
}

/** What an administrator reads under Messages while mail does not leave. */
async function seeMessages(scene: Scene, administrator: Client): Promise<void> {
  const reply = await administrator.ask('GET /api/administration/messages')
  for (const { fault, state } of reply?.answer?.messages ?? [])
    if (fault)
      note(scene, `Administration > Messages: ${state}, "${fault.replace(/127\.0\.0\.1:\d+/, 'HOST')}"`)
}

async function signedIn(scene: Scene, account: Account): Promise<Client> {
  const who = scene.newClient()
  const known = scene.office.mail.codes(account.email).length
  await who.ask('POST /api/sign-in', credentials(account))
  const code = await scene.office.mail.code(account.email, known, () => false)
  const reply = await who.ask('POST /api/sign-in/code', { code })
  if (reply?.answer?.step !== 'done')
    throw new Error(`${account.userName} is not in: ${reply?.problem?.code}`)
  await untilQuiet(scene)
  return who
}

/** The clock must not jump over the end of a claim while its mail is on its way. */
async function untilNothingIsUnderWay({ office, clock }: Scene): Promise<void> {
  const claimed = () =>
    office.world.database
      .selectFrom('messages')
      .select('id')
      .where('state', '=', 'waiting')
      .where('claimed_until', '>', clock.now().getTime())
      .execute()
  for (const until = performance.now() + minute; performance.now() < until; await pause(20))
    if ((await claimed()).length === 0) return
}

const waitingRows = ({ office }: Scene) =>
  office.world.database.selectFrom('messages').select('tries').where('state', '=', 'waiting').execute()

async function untilQuiet(scene: Scene): Promise<void> {
  for (const until = performance.now() + minute; performance.now() < until; await pause(50))
    if ((await waitingRows(scene)).length === 0) return
}

async function untilTried(scene: Scene): Promise<void> {
  for (const until = performance.now() + minute; performance.now() < until; await pause(50))
    if ((await waitingRows(scene)).every(({ tries }) => tries > 0)) return pause(300)
}

const credentials = ({ userName, password }: Account) => ({ userName, password })

function note({ seen }: Scene, what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1)
}

function nextSetUp({ people }: Office): Account {
  const at = people.findLastIndex(({ userName }) => Number(userName.slice(1)) % 2 === 0)
  return people.splice(at, 1)[0]!
}

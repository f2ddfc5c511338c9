import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { second } from '../../server/base/duration.ts'
import { saveFactor } from '../../server/features/factors/factors.store.ts'
import { finishSetUp } from '../../server/features/people/people.store.ts'
import { testClock } from '../support/world.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { openLedger } from './ledger.ts'
import { type Account, type Office, openOffice } from './office.ts'
import { type Client, client, openWitness } from './witness.ts'

export type TextFaultName = 'gone' | 'answers-500' | 'silent' | 'refuses-number'

interface TextFault {
  name: string
  /** What the first gateway does: a status, 0 for silence, null where nobody listens. */
  status: number | null
}

const textFaults: Record<TextFaultName, TextFault> = {
  gone: { name: 'first text message provider gone', status: null },
  'answers-500': { name: 'first text message provider answers 500', status: 500 },
  silent: { name: 'first text message provider silent', status: 0 },
  'refuses-number': { name: 'first text message provider refuses the number', status: 422 },
}

/** A gateway on loopback whose answers can be changed. */
interface Gateway {
  url: string
  status: number
  texts: { to: string; text: string }[]
  shut(): Promise<void>
}

/** Codes by text message while the first of two providers has a fault, and while both have it. */
export async function textFault(name: TextFaultName, { times }: Injection): Promise<FaultResult> {
  const fault = textFaults[name]
  const result = emptyResult(fault.name)
  const [ledger, witness, seen] = [openLedger(), openWitness(), new Map<string, number>()]
  const [first, second] = [await startGateway(), await startGateway()]
  const office = await openOffice({ people: 4 * times + 2, codeMinutes: 2 })
  const clock = testClock(new Date('2026-05-04T08:03:00Z'))
  const server = await office.startInside(clock, { SMS: `${first.url} ${second.url}` })
  const scene: Scene = {
    office,
    result,
    gateways: [first, second],
    note: (what) => void seen.set(what, (seen.get(what) ?? 0) + 1),
    newClient: () => client(office.url, { ledger, witness }),
    advance: clock.advance,
  }
  try {
    if (fault.status === null) await first.shut()
    else first.status = fault.status
    for (let round = 0; round < times; round++) await askedByText(scene, round, fault)
    await seeMessages(scene)
  } finally {
    await server.stop()
    await office.close()
    await Promise.all([first.shut(), second.shut()])
  }
  result.acknowledged = ledger.acknowledged()
  result.wrong.push(...witness.wrong)
  result.saw.push(...[...seen].map(([what, often]) => `${what}: ${often} times`), ...witness.sentences())
  return result
}

interface Scene {
  office: Office
  result: FaultResult
  gateways: readonly [Gateway, Gateway]
  note(what: string): void
  newClient(): Client
  advance(milliseconds: number): void
}

/** First the second provider works; then neither does, and the second comes back. */
async function askedByText(scene: Scene, round: number, { status }: TextFault): Promise<void> {
  const { office, result, gateways } = scene
  const account = await withPhone(office, round)
  result.injected++
  const who = scene.newClient()
  const begun = await who.ask('POST /api/sign-in', { userName: account.userName, password: account.password })
  scene.note(
    `the sign-in page: ${begun?.answer?.step === 'code' ? `asks for the code sent by ${begun.answer.method}` : begun?.problem?.code}`,
  )
  if (status === 422) return refusedNumber(scene, who, account)
  await enter(scene, { who, account, what: 'the code came through the second provider' })
  gateways[1].status = 503
  const next = scene.newClient()
  await next.ask('POST /api/sign-in', { userName: account.userName, password: account.password })
  await untilTried(scene)
  gateways[1].status = 202
  scene.advance(6 * second)
  await enter(scene, { who: next, account, what: 'both failed, and the code came once the second was back' })
}

/** No other provider is asked; the person takes another way. */
async function refusedNumber(scene: Scene, who: Client, account: Account): Promise<void> {
  await untilTried(scene)
  if (scene.gateways[1].texts.length > 0)
    scene.result.wrong.push('a number that was refused for good was tried elsewhere')
  const known = scene.office.mail.codes(account.email).length
  const other = await who.ask('POST /api/sign-in/method', { method: 'email' })
  const code = await scene.office.mail.code(account.email, known, () => other?.answer?.step !== 'code')
  const reply = await who.ask('POST /api/sign-in/code', { code: code ?? '000000' })
  scene.note(`another way, by e-mail: ${reply?.answer?.step ?? reply?.problem?.code}`)
  if (reply?.answer?.step !== 'done') scene.result.wrong.push(`${account.userName} had no other way in`)
}

async function enter(
  scene: Scene,
  { who, account, what }: { who: Client; account: Account; what: string },
): Promise<void> {
  const code = await textedCode(scene, account)
  const reply = code === undefined ? undefined : await who.ask('POST /api/sign-in/code', { code })
  scene.note(`${what}: ${reply?.answer?.step ?? reply?.problem?.code ?? 'no code'}`)
  if (reply?.answer?.step !== 'done')
    scene.result.lost.push(`${account.userName} got no code by text message`)
}

/** From the gateway that works: each code is read once. */
async function textedCode({ gateways }: Scene, account: Account): Promise<string | undefined> {
  for (const until = performance.now() + 120_000; performance.now() < until; await pause(20)) {
    const at = gateways[1].texts.findIndex(({ to }) => to === phoneOf(account))
    if (at >= 0 && gateways[1].status === 202)
      return /^\d+/.exec(gateways[1].texts.splice(at, 1)[0]!.text)?.[0]
  }
  return undefined
}

async function untilTried({ office }: Scene): Promise<void> {
  const open = () =>
    office.world.database
      .selectFrom('messages')
      .select('id')
      .where('last_error', 'is', null)
      .where('channel', '=', 'text')
      .execute()
  for (const until = performance.now() + 120_000; performance.now() < until; await pause(20))
    if ((await open()).length === 0) return
}

async function seeMessages({ office, result, note }: Scene): Promise<void> {
  const rows = await office.world.database
    .selectFrom('messages')
    .selectAll()
    .where('channel', '=', 'text')
    .execute()
  for (const { state, last_error } of rows) {
    note(`Administration > Messages: ${state}, "${last_error?.replaceAll(/127\.0\.0\.1(:\d+)?/g, 'HOST')}"`)
    if (state === 'waiting') result.lost.push('a text message still waits')
  }
}

const phoneOf = ({ userName }: Account) => `+1555555${userName.slice(1)}`

async function withPhone({ world, people }: Office, round: number): Promise<Account> {
  const account = people[round]!
  const { organizationId } = await world.database
    .selectFrom('people')
    .select('organization_id as organizationId')
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  const about = { organizationId, personId: account.id, key: null }
  await saveFactor(world, { ...about, method: 'text', address: phoneOf(account) })
  await saveFactor(world, { ...about, method: 'email', address: account.email })
  await finishSetUp(world, account.id, 'text')
  return account
}

async function startGateway(): Promise<Gateway> {
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await readText(request)) as { to: string; text: string }
    if (gateway.status === 202) gateway.texts.push(body)
    if (gateway.status > 0) response.writeHead(gateway.status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const gateway: Gateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    status: 202,
    texts: [],
    async shut() {
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
  return gateway
}

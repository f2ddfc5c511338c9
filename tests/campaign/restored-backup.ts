import { join } from 'node:path'
import { doorward } from '../cli/doorward.ts'
import { codesTakenTwice, whatWasLost } from './comparison.ts'
import { dice } from './dice.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { halfDone } from './half-done.ts'
import { type Change, type Ledger, openLedger } from './ledger.ts'
import { type Account, firstPassword, type Office, openOffice } from './office.ts'
import { type Cast, crowd, liveThrough, untilMore } from './story.ts'
import { client, openWitness } from './witness.ts'

const places = 8

/**
 * A backup under load, a server killed a little later, and the backup restored in its place: what was so before the backup
 * is so again, and nothing one-time comes back to life.
 */
export async function restoredBackup({ seed, times }: Injection): Promise<FaultResult> {
  const result = emptyResult('backup under load, kill -9, restore')
  for (let round = 0; round < times; round++) {
    const office = await openOffice({ people: 160 })
    try {
      await drill(office, result, seed + round)
    } finally {
      await office.close()
    }
  }
  return result
}

async function drill(office: Office, result: FaultResult, seed: number): Promise<void> {
  const [ledger, witness, fate] = [openLedger(), openWitness(), dice(seed)]
  let isOver = false
  const cast = { office, ledger, witness, dice: fate, isOver: () => isOver }
  const waiting = office.people.splice(0, 1)[0]!
  let server = await office.start()
  const load = crowd(cast, places)
  await untilMore(cast, fate.between(60, 160))
  const open = await beginOnly(cast, waiting)
  const before = copied(ledger)
  const file = join(office.folder, 'drill.backup')
  const saved = await doorward(office.settings, ['backup', file])
  const meanwhile = ledger.history.slice(before.told)
  if (saved.code !== 0) result.wrong.push(`no backup: ${saved.complaint}`)
  await untilMore(cast, fate.between(10, 60))
  isOver = true
  await server.kill()
  await load
  result.injected++
  result.acknowledged += ledger.acknowledged()
  const restored = await doorward(office.settings, ['restore', file, '--replace'])
  if (restored.code !== 0) result.wrong.push(`not restored: ${restored.complaint}`)
  server = await office.start()
  result.lost.push(...(await whatWasLost(office, atTheBackup(before, meanwhile))))
  result.wrong.push(...(await halfDone(office.world.database)), ...(await codesTakenTwice(office, ledger)))
  await openCodeIsOver(cast, open, result)
  const someone = office.people.pop()!
  const lives = { ...cast, ledger: openLedger(), isOver: () => false }
  if (!(await liveThrough(lives, someone)))
    result.wrong.push(`${someone.userName} could not sign in after the restore`)
  await server.stop()
  result.saw.push(restored.out.split('\n')[1]!, saved.out.split('\n')[0]!, ...witness.sentences())
}

interface Open {
  cookies: ReadonlyMap<string, string>
  code: string
}

/** A code is on its way to somebody while the backup is made. */
async function beginOnly(cast: Cast, { userName, password, email }: Account): Promise<Open> {
  const who = client(cast.office.url, cast)
  await who.ask('POST /api/sign-in', { userName, password })
  const code = await cast.office.mail.code(email, 0, () => false)
  return { cookies: new Map(who.visitor.cookies), code: code ?? '000000' }
}

async function openCodeIsOver(cast: Cast, { cookies, code }: Open, result: FaultResult): Promise<void> {
  const who = client(cast.office.url, cast)
  for (const [name, value] of cookies) who.visitor.cookies.set(name, value)
  const reply = await who.ask('POST /api/sign-in/code', { code })
  if (reply?.status !== 410)
    result.wrong.push(`a code from before the restore was answered with ${reply?.status}`)
}

/** `told`: how long the history was. */
type Copy = Pick<Ledger, 'states' | 'events'> & { told: number }

const copied = ({ states, events, history }: Ledger): Copy => ({
  told: history.length,
  states: new Map([...states].map(([subject, allowed]) => [subject, new Set(allowed)])),
  events: new Map(events),
})

/** As it was when the backup began, or what it became until it was finished; but no session, whenever it began. */
function atTheBackup(
  { states, events }: Copy,
  meanwhile: readonly Change[],
): Pick<Ledger, 'states' | 'events'> {
  const allowed = new Map<string, Set<string>>()
  for (const [subject, earlier] of states) allowed.set(subject, new Set(earlier))
  for (const [subject, state] of meanwhile)
    allowed.set(subject, (allowed.get(subject) ?? new Set(firstOf(subject))).add(state))
  for (const subject of allowed.keys())
    if (subject.startsWith('session ')) allowed.set(subject, new Set(['ended']))
  return { states: allowed, events }
}

/** Before anything was known of it. */
function firstOf(subject: string): string[] {
  if (subject.startsWith('password ')) return [firstPassword]
  return subject.startsWith('connection ') ? ['remembered', 'gone'] : ['nothing', 'finished']
}

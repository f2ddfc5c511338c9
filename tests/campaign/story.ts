import { setTimeout as pause } from 'node:timers/promises'
import { digest } from '../../server/base/digest.ts'
import type { Dice } from './dice.ts'
import type { Ledger } from './ledger.ts'
import type { Account, Office } from './office.ts'
import { type Client, client, type Witness } from './witness.ts'

export interface Cast {
  office: Office
  ledger: Ledger
  witness: Witness
  dice: Dice
  /** The server is about to die, or the time is up: nobody waits for mail any more. */
  isOver(): boolean
}

/** Whatever became of it, nobody can know: the story of this person ends here. */
class Unknown extends Error {}

/** A day of one person, with dice: signs in here and there, and changes what hangs on it. False where it broke off. */
export async function liveThrough(cast: Cast, account: Account): Promise<boolean> {
  try {
    const here = client(cast.office.url, cast)
    const there = client(cast.office.url, cast)
    await signIn(cast, account, here)
    await signIn(cast, account, there)
    await loseTheOther(cast, here, there)
    if (cast.dice.whole(3) === 0) await changePreference(cast, account, here)
    await prove(cast, account, here)
    if (cast.dice.whole(2) === 0) await changePassword(cast, account, here)
    if (cast.dice.whole(2) === 0) await resetTwoFactor(cast, account, here)
    await signIn(cast, account, cast.dice.whole(2) === 0 ? leaving(here) : client(cast.office.url, cast))
    return true
  } catch (error) {
    if (error instanceof Unknown) return false
    throw error
  }
}

async function must<Answer>(reply: Promise<Answer | undefined>): Promise<Answer> {
  const found = await reply
  if (found === undefined) throw new Unknown()
  return found
}

/** Password, then whatever is asked for: nothing, a code, or set-up. */
async function signIn(cast: Cast, account: Account, who: Client): Promise<void> {
  const { userName, password, email } = account
  const known = cast.office.mail.codes(email).length
  const begun = await must(who.ask('POST /api/sign-in', { userName, password }))
  if (begun.status === 429) throw new Unknown()
  const step = begun.answer?.step
  if (step === 'code') await enterCode(cast, account, who, known)
  else if (step === 'enroll') await setUp(cast, account, who)
  else if (step === 'done') cast.ledger.count(`signed-in ${account.id}`)
  else throw new Error(`${userName}: ${step ?? begun.problem?.code} at the sign-in`)
  await noteSession(cast, account, who)
}

async function enterCode(cast: Cast, account: Account, who: Client, known: number): Promise<void> {
  const code = await arrived(cast, account, known)
  const cookies = new Map(who.visitor.cookies)
  const event = `signed-in ${account.id}`
  const reply = await must(who.ask('POST /api/sign-in/code', { code }, { event }))
  if (reply.answer?.step !== 'done')
    throw new Error(`${account.userName}: the right code got ${reply.problem?.code}`)
  cast.ledger.usedCodes.push({ cookies, code, who: account.userName })
}

async function arrived({ office, ledger, isOver }: Cast, account: Account, known: number): Promise<string> {
  ledger.set(`letter ${account.email} ${known}`, 'queued')
  const code = await office.mail.code(account.email, known, isOver)
  if (code === undefined) throw new Unknown()
  return code
}

async function setUp(cast: Cast, account: Account, who: Client): Promise<void> {
  const known = cast.office.mail.codes(account.email).length
  const asked = await must(who.ask('POST /api/enrollment/email', { address: account.email }))
  if (asked.problem) throw new Unknown()
  const code = await arrived(cast, account, known)
  await must(who.ask('POST /api/enrollment/email/code', { code }))
  const changes = [[`set-up ${account.id}`, 'finished']] as const
  const done = await must(
    who.ask(
      'POST /api/enrollment/finish',
      { default: 'email' },
      { changes, event: `signed-in ${account.id}` },
    ),
  )
  if (!done.answer || !('step' in done.answer) || done.answer.step !== 'done')
    throw new Error(`${account.userName}: set-up ended with ${JSON.stringify(done.answer ?? done.problem)}`)
}

/** The browser was closed: only the machine's cookie stays. */
function leaving(here: Client): Client {
  for (const name of [...here.visitor.cookies.keys()])
    if (!name.includes('machine')) here.visitor.cookies.delete(name)
  return here
}

const sessionCookie = (who: Client) => who.visitor.cookies.get('doorward-session')!

/** From now on this session answers, until something ends it. */
async function noteSession({ ledger }: Cast, account: Account, who: Client): Promise<void> {
  ledger.set(`session ${sessionCookie(who)}`, 'open')
  ledger.set(`owner ${sessionCookie(who)}`, account.id)
  const reply = await must(who.ask('GET /api/session'))
  if (reply.status !== 200) throw new Error(`${account.userName}: a new session got ${reply.problem?.code}`)
}

/** Signs out there, or forgets that connection, or revokes that machine. */
async function loseTheOther({ office, ledger, dice }: Cast, here: Client, there: Client): Promise<void> {
  const ending = [`session ${sessionCookie(there)}`, 'ended'] as const
  const row = await office.world.database
    .selectFrom('sessions')
    .select(['machine_id', 'connection_id', 'person_id'])
    .where('token_hash', '=', digest(sessionCookie(there)))
    .executeTakeFirst()
    .catch(() => undefined)
  if (!row) throw new Unknown()
  const { machine_id: machine, connection_id: connection } = row
  const forgetting = [`connection ${connection}`, 'gone'] as const
  const way = dice.whole(3)
  if (way > 0) ledger.set(`connection ${connection}`, 'remembered')
  if (way === 0) await must(there.ask('DELETE /api/session', undefined, { changes: [ending] }))
  if (way === 1)
    await must(
      here.ask('DELETE /api/profile/connections/{id}', undefined, {
        path: `/api/profile/connections/${connection}`,
        changes: [forgetting],
      }),
    )
  if (way === 2)
    await must(
      here.ask('DELETE /api/administration/machines/{id}', undefined, {
        path: `/api/administration/machines/${machine}`,
        changes: [ending, forgetting],
        event: `machine-revoked ${row.person_id}`,
      }),
    )
}

/** Everybody changes it: only what nobody else changed at the same time is known for sure, so the audit is what counts. */
async function changePreference(cast: Cast, account: Account, here: Client): Promise<void> {
  const value = `https://help.harbor.example/${cast.dice.whole(1_000_000)}`
  const event = `preference-changed ${account.id}`
  await must(
    here.ask(
      'PUT /api/administration/preferences/{code}',
      { value },
      {
        path: '/api/administration/preferences/SUPPORTLINK',
        event,
      },
    ),
  )
}

async function prove(cast: Cast, account: Account, here: Client): Promise<void> {
  const known = cast.office.mail.codes(account.email).length
  const begun = await must(here.ask('POST /api/profile/proof', { password: account.password }))
  if (begun.answer?.step !== 'code') throw new Unknown()
  const code = await arrived(cast, account, known)
  await must(here.ask('POST /api/profile/proof/code', { code }, { event: `fresh-proof ${account.id}` }))
}

async function changePassword(cast: Cast, account: Account, here: Client): Promise<void> {
  const next = `harbor lights ${cast.dice.whole(1_000_000_000)} in the rain`
  const changes = [[`password ${account.id}`, next], ...others(cast, account, here)] as const
  cast.ledger.set(`password ${account.id}`, account.password)
  const event = `password-changed ${account.id}`
  const reply = await must(here.ask('POST /api/profile/password', { password: next }, { changes, event }))
  if (reply.problem) throw new Error(`${account.userName}: a new password got ${reply.problem.code}`)
  account.password = next
}

async function resetTwoFactor(cast: Cast, account: Account, here: Client): Promise<void> {
  const changes = [[`set-up ${account.id}`, 'reset'], ...others(cast, account, here)] as const
  cast.ledger.set(`set-up ${account.id}`, 'finished')
  const event = `two-factor-reset ${account.id}`
  const reply = await must(here.ask('POST /api/profile/reset-two-factor', {}, { changes, event }))
  if (reply.problem) throw new Error(`${account.userName}: a reset got ${reply.problem.code}`)
}

/** The other sessions of the same person end with it. */
function others({ ledger }: Cast, account: Account, here: Client) {
  return [...ledger.states]
    .filter(([subject, state]) => subject.startsWith('owner ') && state.has(account.id))
    .map(([subject]) => subject.slice('owner '.length))
    .filter((token) => token !== sessionCookie(here))
    .map((token) => [`session ${token}`, 'ended'] as const)
}

/** Until so many more results were acknowledged: the moment of a fault is told by what was done, however fast the machine is. */
export async function untilMore({ ledger, office }: Cast, results: number): Promise<void> {
  const enough = ledger.acknowledged() + results
  for (const until = performance.now() + 120_000; performance.now() < until; await pause(5))
    if (ledger.acknowledged() >= enough || office.people.length === 0) return
}

/** Many people at once, one after the other at each place, until told to stop or nobody is left. */
export async function crowd(cast: Cast, places: number): Promise<void> {
  await Promise.all(
    Array.from({ length: places }, async () => {
      while (!cast.isOver()) {
        const account = cast.office.people.pop()
        if (!account) return
        // A server that is down is not asked ten thousand times a second.
        if (!(await liveThrough(cast, account))) await pause(50)
      }
    }),
  )
}

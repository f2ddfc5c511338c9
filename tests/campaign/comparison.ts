import { setTimeout as pause } from 'node:timers/promises'
import { passwordHasher } from '../../server/tools/password-hasher.ts'
import { visitor } from '../support/visitor.ts'
import type { Ledger } from './ledger.ts'
import type { Office } from './office.ts'
import { patience } from './witness.ts'

const hasher = passwordHasher({ atOnce: 2, mostWaiting: 10_000 })

/** A sentence for each thing that somebody was told and that is not so. */
export async function whatWasLost(
  office: Office,
  ledger: Pick<Ledger, 'states' | 'events'>,
): Promise<string[]> {
  const lost: string[] = []
  for (const [subject, allowed] of ledger.states) {
    const [kind = '', ...rest] = subject.split(' ')
    const found = await probes[kind]?.(office, rest.join(' '), allowed)
    if (found !== undefined && !allowed.has(found))
      lost.push(
        `${kind} ${rest[0]!.slice(0, 24)} is ${found}, and was said to be ${[...allowed].join(' or ')}`,
      )
  }
  return [...lost, ...(await missingEvents(office, ledger))]
}

/** What is, in the words of the ledger. */
type Probe = (office: Office, name: string, allowed: ReadonlySet<string>) => Promise<string>

const probes: Record<string, Probe> = {
  session: async ({ url }, token) => {
    const who = visitor(url, { patience })
    who.cookies.set('doorward-session', token)
    const { status } = await who.call('GET /api/session')
    return status === 200 ? 'open' : status === 401 ? 'ended' : `answered with ${status}`
  },
  password: async ({ world }, id, allowed) => {
    const { password_hash: hash } = await world.database
      .selectFrom('people')
      .select('password_hash')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    for (const password of allowed)
      if (password !== 'nothing' && (await hasher.verify(password, hash))) return password
    return 'another one'
  },
  'set-up': async ({ world }, id) => {
    const { set_up_at, reset_at } = await world.database
      .selectFrom('people')
      .select(['set_up_at', 'reset_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return set_up_at === null ? (reset_at === null ? 'nothing' : 'reset') : 'finished'
  },
  connection: async ({ world }, id) => {
    const row = await world.database
      .selectFrom('connections')
      .select('proved_at')
      .where('id', '=', id)
      .executeTakeFirst()
    return row?.proved_at ? 'remembered' : 'gone'
  },
}

async function missingEvents({ world }: Office, ledger: Pick<Ledger, 'events'>): Promise<string[]> {
  const rows = await world.database
    .selectFrom('audit')
    .select(['actor_id', 'event', (row) => row.fn.countAll<number | string>().as('times')])
    .groupBy(['actor_id', 'event'])
    .execute()
  const told = new Map(rows.map(({ actor_id, event, times }) => [`${event} ${actor_id}`, Number(times)]))
  return [...ledger.events]
    .filter(([event, times]) => (told.get(event) ?? 0) < times)
    .map(
      ([event, times]) =>
        `the audit tells ${told.get(event) ?? 0} times of ${event}, acknowledged ${times} times`,
    )
}

/** Every code that was accepted is entered again, into the same sign-in, while it would still live. */
export async function codesTakenTwice({ url }: Office, { usedCodes }: Ledger): Promise<string[]> {
  const taken: string[] = []
  for (const { cookies, code, who } of usedCodes) {
    const thief = visitor(url, { patience })
    for (const [name, value] of cookies) thief.cookies.set(name, value)
    const { status } = await thief.call('POST /api/sign-in/code', { code })
    if (status < 400 || status >= 500) taken.push(`a used code of ${who} was answered with ${status}`)
  }
  return taken
}

/** Waits until nothing waits to be sent any more, and compares what was sent with what came. */
export async function mailAfterwards(
  { world, mail }: Office,
  { waitSeconds, twiceAtMost }: { waitSeconds: number; twiceAtMost: number },
): Promise<{ lost: string[]; wrong: string[]; saw: string[] }> {
  const [lost, wrong]: [string[], string[]] = [[], []]
  const rows = () => world.database.selectFrom('messages').select(['recipient', 'kind', 'state']).execute()
  for (const until = performance.now() + waitSeconds * 1000; performance.now() < until; await pause(100))
    if ((await rows()).every(({ state }) => state !== 'waiting')) break
  const messages = await rows()
  for (const { recipient, kind, state } of messages)
    if (state === 'waiting' || state === 'failed' || (state === 'dropped' && kind !== 'code'))
      lost.push(`a message of the kind ${kind} to ${recipient} is ${state}`)
  const count = (list: readonly { to: string }[], to: string) => list.filter((one) => one.to === to).length
  const sent = messages.filter(({ state }) => state === 'sent').map(({ recipient: to }) => ({ to }))
  for (const to of new Set(sent.map((one) => one.to)))
    if (count(mail.letters, to) < count(sent, to))
      lost.push(`a message to ${to} counts as sent and never came`)
  const codes = mail.letters.filter(({ subject }) => / code is \d+$/.test(subject))
  const twice = codes.length - new Set(codes.map(({ to, subject }) => `${to} ${subject}`)).size
  if (twice > twiceAtMost) wrong.push(`${twice} mails with a code came twice`)
  const dropped = messages.filter(({ state }) => state === 'dropped').length
  return {
    lost,
    wrong,
    saw: [
      `mails: ${mail.letters.length} came, ${twice} of them twice, ${dropped} codes ran out before they could be sent`,
    ],
  }
}

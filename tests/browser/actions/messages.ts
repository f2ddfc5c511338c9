import type { TrialMessage } from '../../../contract/api/trial.ts'
import { outboxIsEmpty } from '../../support/outbox.ts'
import { until } from '../../support/until.ts'
import type { Office } from './office.ts'

/** A mailbox or a phone of the sample agency. */
export const mailboxOf = (userName: string) => `${userName.toLowerCase()}@harbor.example`
export const phones = { ADMIN: '+15555550100', BSMITH: '+15555554217', CBILLS: '+15555550183' } as const

/** Everything that has arrived, newest first. */
export async function kept(office: Office, to?: string): Promise<TrialMessage[]> {
  const query = to === undefined ? '' : `?${new URLSearchParams({ to })}`
  const response = await fetch(`${office.server.url}/api/trial/messages${query}`)
  return (await response.json()) as TrialMessage[]
}

/** The newest message to somebody that fits, as soon as it has arrived. */
function arrived(office: Office, to: string, fits: (message: TrialMessage) => boolean) {
  return until(async () => (await kept(office, to)).find(fits), `a message of that kind to ${to}`)
}

/** Reads the code that was sent in the present minute; somebody at the mailbox or phone waits for it. */
export async function readCode(office: Office, to: string): Promise<string> {
  // An earlier code of the same minute may lie there already.
  await outboxIsEmpty(office.server)
  const now = office.server.clock.now().toISOString()
  const message = await arrived(office, to, (one) => codeIn(one) !== null && one.at === now)
  return codeIn(message)!
}

function codeIn({ subject, body }: TrialMessage): string | null {
  return (/^Your .* code is (\d{4,8})$/.exec(subject ?? '') ?? /^(\d{4,8}) is your /.exec(body))?.[1] ?? null
}

export function letter(office: Office, userName: string, subject: string): Promise<TrialMessage> {
  return arrived(office, mailboxOf(userName), (one) => one.subject === subject)
}

/** How many codes were ever queued: looks where they are written, in the transaction that asks for them. */
export async function codesQueued(office: Office): Promise<number> {
  const rows = await office.server.world.database
    .selectFrom('messages')
    .select('id')
    .where('kind', '=', 'code')
    .execute()
  return rows.length
}

/** Other digits than those of the code. */
export function wrongCode(code: string): string {
  return code.replace(/./g, (digit) => String((Number(digit) + 1) % 10))
}

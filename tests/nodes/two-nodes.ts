import { join } from 'node:path'
import { type Account, type Office, openOffice } from '../campaign/office.ts'
import type { ServerProcess } from '../campaign/server-process.ts'
import { freePort, startNginx } from '../support/nginx.ts'
import { hintsFor, userAgents } from '../support/user-agents.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

export interface Node {
  /** Its own, without nginx: `http://127.0.0.1:PORT`. */
  address: string
  /** @param settings in place of the agency's, without `DOORWARD_` */
  start(settings?: Record<string, string>): Promise<ServerProcess>
}

/** An agency, nginx at its public address, and two real server processes that come and go behind it. */
export interface TwoNodes {
  office: Office
  nodes: readonly [Node, Node]
  close(): Promise<void>
}

/** @param database `postgres://…`, empty */
export async function openTwoNodes(database: string, people: number): Promise<TwoNodes> {
  const office = await openOffice({ database, people })
  const ports = [await freePort(), await freePort()] as const
  const nginx = await startNginx({
    port: Number(new URL(office.url).port),
    nodes: [`127.0.0.1:${ports[0]}`, `127.0.0.1:${ports[1]}`],
    more: 'add_header X-Node $upstream_addr always;',
  })
  return {
    office,
    nodes: [nodeOf(office, ports[0], 'one'), nodeOf(office, ports[1], 'two')],
    async close() {
      await nginx.stop()
      await office.close()
    },
  }
}

/** As docs/scale.md says: a folder of its own, the key file of all. */
function nodeOf(office: Office, port: number, name: string): Node {
  const settings = {
    LISTEN: `127.0.0.1:${port}`,
    DATA: join(office.folder, name),
    KEY_FILE: keyFileOf(office),
    TRUSTED_PROXIES: '127.0.0.1',
    MAIL_FROM: `${name}@harbor.example`,
  }
  return {
    address: `http://127.0.0.1:${port}`,
    start: (other) => office.start({}, { ...settings, ...other }),
  }
}

export const keyFileOf = ({ folder }: Office) => join(folder, 'keys.json')

/** People who have set up e-mail. */
export function readyPeople({ people }: Office): Account[] {
  return people.filter((_, at) => at % 2 === 0)
}

/** From the user name to a session. Throws where an answer is not the wished one, with what it was. */
export async function signIn({ mail }: Office, machine: Visitor, account: Account): Promise<void> {
  const { userName, password, email } = account
  const known = mail.codes(email).length
  const begun = await machine.call('POST /api/sign-in', { userName, password })
  if (begun.answer?.step === 'done') return
  if (begun.answer?.step !== 'code') throw new Error(`password: ${told(begun)}`)
  const code = await mail.code(email, known, () => false)
  if (code === undefined) throw new Error('no code came')
  const done = await machine.call('POST /api/sign-in/code', { code })
  if (done.answer?.step !== 'done') throw new Error(`code: ${told(done)}`)
}

export function told({ status, problem, answer }: { status: number; problem?: unknown; answer?: unknown }) {
  return `${status} ${JSON.stringify(problem ?? answer)}`
}

/** The same machine as seen at one node, past nginx: its cookies go along. */
export function at(node: Node, { cookies, headers }: Visitor): Visitor {
  const there = visitor(node.address)
  Object.assign(there.headers, headers)
  for (const [name, value] of cookies) there.cookies.set(name, value)
  return there
}

export const machine = ({ url }: Office) => visitor(url)

/** The status of a session check by an application, as it is asked often. */
export async function sessionStatus({ address }: Node, session: string): Promise<number> {
  const userAgent = userAgents.chromeOnWindows
  const headers = { Cookie: `doorward-session=${session}`, 'User-Agent': userAgent, ...hintsFor(userAgent) }
  const response = await fetch(`${address}/api/session`, { headers })
  await response.arrayBuffer()
  return response.status
}

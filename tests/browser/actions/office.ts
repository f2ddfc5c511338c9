import type { BrowserContext, Page, Request } from 'playwright-core'
import { type NewPerson, newPerson } from '../../support/browser.ts'
import { startServer, type TestServer, type TestServerSettings } from '../../support/server.ts'
import { until } from '../../support/until.ts'
import { hintsFor } from '../../support/user-agents.ts'
import { watch } from './watch.ts'

/** Harbor Agency: the product, and the computers of its people, all under one clock. */
export interface Office {
  server: TestServer
  /** One cookie jar each. */
  computers: BrowserContext[]
  /** What browsers asked for and complained about; see watch.ts. */
  addresses: string[]
  underWay: Set<Request>
  complaints: string[]
}

const offices: Office[] = []

/** A fresh agency: two factor authentication is on, every seven days, as in the manual's example. */
export async function openOffice(settings: TestServerSettings = {}): Promise<Office> {
  const server = await startServer(settings)
  // Pages take the server's time from this header: it has to be the time the test says.
  server.app.server.prependListener('request', (_, response) => {
    response.setHeader('Date', server.clock.now().toUTCString())
  })
  const office = { server, computers: [], addresses: [], underWay: new Set<Request>(), complaints: [] }
  offices.push(office)
  return office
}

export async function closeOffices(): Promise<void> {
  for (const office of offices.splice(0)) await office.server.stop()
}

/** A browser nobody has used yet. */
export async function newComputer(office: Office, of: Omit<NewPerson, 'at'> = {}): Promise<Page> {
  const page = await newPerson({ at: office.server.url, address: workAddress, ...of })
  const computer = page.context()
  await computer.clock.setFixedTime(office.server.clock.now())
  watch(office, computer)
  office.computers.push(computer)
  return page
}

export const workAddress = '203.0.113.7'
export const homeAddress = '198.51.100.20'

/**
 * Time goes on, for the server and for everybody's computer, when nothing is under way: an answer given before and read after
 * would tell the page of a clock that nobody has.
 */
export async function passTime(office: Office, milliseconds: number): Promise<void> {
  await until(() => office.underWay.size === 0, 'the end of what is under way')
  office.server.clock.advance(milliseconds)
  for (const computer of office.computers) await computer.clock.setFixedTime(office.server.clock.now())
}

/** The same machine, carried to another network. */
export async function moveTo(page: Page, address: string): Promise<void> {
  const userAgent = await page.evaluate<string>('navigator.userAgent')
  await page.context().setExtraHTTPHeaders({ 'X-Forwarded-For': address, ...hintsFor(userAgent) })
}

/** Nobody has another way than the mailbox, which a link to a password would ask for first (T1). */
export async function byEmailAlone({ server }: Office): Promise<void> {
  await server.world.database.deleteFrom('factors').where('method', '!=', 'email').execute()
}

import type { BrowserContext } from 'playwright-core'
import { expect } from 'vitest'
import { kept } from './messages.ts'
import type { Office } from './office.ts'

/** Notes every address a browser asks for, what is still under way, and every complaint on its console. */
export function watch(office: Office, computer: BrowserContext): void {
  computer.on('request', (request) => {
    office.addresses.push(request.url())
    office.underWay.add(request)
  })
  computer.on('requestfinished', (request) => office.underWay.delete(request))
  computer.on('requestfailed', (request) => office.underWay.delete(request))
  computer.on('weberror', (fault) => office.complaints.push(fault.error().message))
  computer.on('console', (message) => {
    // A refused call is an answer here, not a fault; the browser notes it all the same.
    const isFault = message.type() === 'error' && !message.text().startsWith('Failed to load resource')
    if (isFault) office.complaints.push(message.text())
  })
}

/** Nothing went to another host, no secret stood in an address or stayed in a browser, and no page broke. */
export async function expectNothingLeaked(office: Office): Promise<void> {
  const { addresses, complaints, server } = office
  expect(addresses.length).toBeGreaterThan(0)
  expect(addresses.filter((address) => !address.startsWith(`${server.url}/`))).toEqual([])
  const secrets = await secretsOf(office)
  expect(addresses.filter((address) => holdsOne(address.slice(server.url.length), secrets))).toEqual([])
  const stored = await Promise.all(office.computers.map(storedIn))
  expect(stored.flat().filter((text) => holdsOne(text, secrets))).toEqual([])
  expect(complaints).toEqual([])
}

/** Six digits, or 256 random bits in base64url, wherever a message has them. */
const codeOrToken = /\b\d{6}\b|[\w-]{43}/g

/** Passwords, codes, tokens of links and of cookies. */
async function secretsOf(office: Office): Promise<string[]> {
  const messages = await kept(office)
  const inMessages = messages.flatMap(({ body, subject }) => `${subject}\n${body}`.match(codeOrToken) ?? [])
  const cookies = await Promise.all(office.computers.map((computer) => computer.cookies()))
  const passwords = office.server.accounts.map(({ password }) => password)
  return [...inMessages, ...passwords, ...cookies.flat().map(({ value }) => value)]
}

/** Addresses in the bar, and what scripts have put away. */
async function storedIn(computer: BrowserContext): Promise<string[]> {
  const { origins } = await computer.storageState()
  const values = origins.flatMap(({ localStorage }) => localStorage.map(({ value }) => value))
  const pages = computer.pages()
  const session = await Promise.all(
    pages.map((page) => page.evaluate<string>('JSON.stringify(sessionStorage)')),
  )
  return [
    ...values,
    ...session,
    ...pages.map((page) => new URL(page.url()).href.slice(page.url().indexOf('/', 8))),
  ]
}

function holdsOne(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => text.includes(secret))
}

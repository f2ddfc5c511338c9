import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { mailboxOf, readCode } from './messages.ts'
import type { Office } from './office.ts'

/** Headings of the code page, by the way the code takes. */
const askings = { email: 'Check your e-mail', text: 'Check your phone' } as const
export type Sent = keyof typeof askings

/** User name and password on the sign-in page; it is opened first unless the person is there. */
export async function givePassword(office: Office, page: Page, userName: string): Promise<void> {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in')
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(office.server.passwordOf(userName))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function seeCodeAsked(page: Page, way: Sent): Promise<void> {
  await page.getByRole('heading', { level: 1, name: askings[way] }).waitFor()
}

/** The sentence that says where the code went and why. */
export async function whyAsked(page: Page): Promise<string> {
  return page.getByText(/^We sent a \d-digit code to /).innerText()
}

/** The last digit submits by itself. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').pressSequentially(code)
}

const greeting = (page: Page) =>
  page.getByRole('heading', { level: 1, name: /^Good (morning|afternoon|evening), / })

export async function seeHome(page: Page): Promise<void> {
  await greeting(page).waitFor()
}

/** Which of the two comes after the password. */
export async function comesAfterPassword(page: Page): Promise<'home' | Sent> {
  const ways = { home: greeting(page), ...mapWays((name) => page.getByRole('heading', { level: 1, name })) }
  return Promise.race(
    Object.entries(ways).map(([way, seen]) => seen.waitFor().then(() => way as 'home' | Sent)),
  )
}

function mapWays<Seen>(see: (heading: string) => Seen): Record<Sent, Seen> {
  return { email: see(askings.email), text: see(askings.text) }
}

/** User name, password, and the code that is sent by e-mail. */
export async function proveByEmail(office: Office, page: Page, userName: string): Promise<void> {
  await givePassword(office, page, userName)
  await seeCodeAsked(page, 'email')
  await enterCode(page, await readCode(office, mailboxOf(userName)))
}

/** The same, as far as home. */
export async function signInByEmail(office: Office, page: Page, userName: string): Promise<void> {
  await proveByEmail(office, page, userName)
  await seeHome(page)
}

/** The same where its pages are not what is looked at: the calls that they make, and home is opened. */
export async function enterByEmail(office: Office, page: Page, userName: string): Promise<void> {
  const { server } = office
  const call = async (path: string, data: object) => {
    const response = await page.context().request.post(path, { data, headers: { Origin: server.url } })
    expect(response.ok(), await response.text()).toBe(true)
  }
  await call('/api/sign-in', { userName, password: server.passwordOf(userName) })
  await call('/api/sign-in/code', { code: await readCode(office, mailboxOf(userName)) })
  await page.goto('/')
  await seeHome(page)
}

export async function signInByText(
  office: Office,
  page: Page,
  { userName, phone }: WithPhone,
): Promise<void> {
  await givePassword(office, page, userName)
  await seeCodeAsked(page, 'text')
  await enterCode(page, await readCode(office, phone))
  await seeHome(page)
}

interface WithPhone {
  userName: string
  phone: string
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
}

import type { Page } from 'playwright-core'

/** By the links a person clicks; from anywhere inside. */
async function openPage(page: Page, link: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Administration' })
  if ((await menu.count()) === 0)
    await page.getByRole('link', { name: 'Administration', exact: true }).click()
  // The first page comes by itself, and would take the place of one that is chosen before.
  await menu.locator('[aria-current=page]').first().waitFor()
  await menu.getByRole('link', { name: link, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: link }).waitFor()
}

export const openUsers = (page: Page) => openPage(page, 'User Administration')
export const openLocations = (page: Page) => openPage(page, 'Locations')
export const openMachines = (page: Page) => openPage(page, 'Machines')
export const openAudit = (page: Page) => openPage(page, 'Audit')
export const openMessages = (page: Page) => openPage(page, 'Messages')

/** Somebody's own page, by the list. */
export async function openPerson(page: Page, name: string): Promise<void> {
  await openUsers(page)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

export interface Invited {
  name: string
  userName: string
  email: string
}

/** The form of somebody new, sent. */
export async function invite(page: Page, { name, userName, email }: Invited): Promise<void> {
  await openUsers(page)
  await page.getByRole('link', { name: 'Add a person' }).click()
  await page.getByRole('heading', { level: 1, name: 'Add a person' }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Add and invite' }).click()
}

/** One of the panels of a page, by its heading. */
export const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Rows of the one table, without its head. */
export async function rows(page: Page): Promise<string[]> {
  const all = await page.locator('tbody').getByRole('row').allInnerTexts()
  return all.map((text) => text.replace(/\s+/g, ' ').trim())
}

/** A file as a spreadsheet saves it, chosen and looked at. */
export async function previewFile(page: Page, csv: string | Buffer): Promise<void> {
  await page.getByRole('button', { name: 'CSV file' }).setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: typeof csv === 'string' ? Buffer.from(csv) : csv,
  })
  await page.getByRole('button', { name: 'Look at it first' }).click()
}

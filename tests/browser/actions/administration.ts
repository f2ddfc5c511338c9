import type { Page } from 'playwright-core'
import { newComputer, type Office } from './office.ts'
import { enterByEmail, signOut } from './sign-in.ts'

/** The administrator, signed in at a computer of their own. */
export async function administrator(office: Office): Promise<Page> {
  const page = await newComputer(office, { address: '203.0.113.200' })
  await enterByEmail(office, page, 'ADMIN')
  return page
}

/** Administration > System > Preferences, by the links a person clicks. */
export async function openPreferences(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Administration', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'System Preferences' }).waitFor()
}

/** Opens the row of a preference in place. */
export async function openPreference(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click()
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

export async function seeSaved(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved\./ })
    .waitFor()
}

/** Behind the arrow next to the name. */
export async function openSettings(page: Page, name = 'Dana Reyes'): Promise<void> {
  await page.getByRole('button', { name }).click()
  await page.getByRole('banner').getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
}

/** As an administrator does it: two factor authentication off, Unidentified Machine Authentication on. */
export async function turnToMachinesAlone(office: Office): Promise<void> {
  const page = await administrator(office)
  await openPreferences(page)
  await openPreference(page, 'Turn on two factor authentication')
  await page.getByLabel('Turn on two factor authentication').selectOption('Off')
  await save(page)
  await seeSaved(page)
  await openSettings(page)
  await page.getByRole('checkbox', { name: 'Unidentified Machine Authentication' }).check()
  await save(page)
  await seeSaved(page)
  await page.getByRole('link', { name: 'Home' }).click()
  await signOut(page)
}

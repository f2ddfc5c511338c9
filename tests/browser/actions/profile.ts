import type { Page } from 'playwright-core'
import type { Office } from './office.ts'
import { enterCode } from './sign-in.ts'

/** Behind the arrow next to the name. */
export async function openProfile(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button').click()
  await page.getByRole('banner').getByRole('link', { name: 'User Profile' }).click()
  await page.getByRole('heading', { level: 1, name: 'User Profile' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Ways to confirm' }).waitFor()
}

export const proofDialog = (page: Page) => page.getByRole('dialog', { name: "Confirm that it's you" })

/** The password in the dialog; where ways to confirm are set up, a code follows. */
export async function provePassword(office: Office, page: Page, userName: string): Promise<void> {
  const dialog = proofDialog(page)
  await dialog.getByLabel('Password', { exact: true }).fill(office.server.passwordOf(userName))
  await dialog.getByRole('button', { name: 'Continue' }).click()
}

/** Password and code; the dialog goes away, and what was wanted goes on by itself. */
export async function prove(
  office: Office,
  page: Page,
  { userName, code }: { userName: string; code: () => Promise<string> },
): Promise<void> {
  await provePassword(office, page, userName)
  await proofDialog(page).getByLabel('Code').waitFor()
  await enterCode(page, await code())
  await proofDialog(page).waitFor({ state: 'detached' })
}

const resetButton = 'Reset/Disable 2 Factor Authentication'

/** Asks for it, reads what will happen, and agrees. @param password where the page says that it is enough */
export async function askToReset(page: Page, password?: string): Promise<string> {
  await page.getByRole('button', { name: resetButton }).click()
  const dialog = page.getByRole('dialog', { name: resetButton })
  const consequence = await dialog
    .getByRole('paragraph')
    .filter({ hasText: 'Your ways to confirm will be removed.' })
    .innerText()
  if (password !== undefined) await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Reset/Disable', exact: true }).click()
  return consequence
}

export async function seeReset(page: Page): Promise<void> {
  await page.getByText(/^Your ways to confirm are removed\. Your password alone leads/).waitFor()
}

export async function openSetUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Setup 2 Factor Authentication', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '2 Factor Authentication Setup' }).waitFor()
}

/** From anywhere inside. */
export async function leave(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
}

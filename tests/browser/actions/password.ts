import type { Page } from 'playwright-core'

/** From the sign-in page; the answer is the same whoever is meant. */
export async function forgetPassword(page: Page, userName: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  // The page before has a field of this name too.
  await page.getByRole('heading', { level: 1, name: 'Forgot your password?' }).waitFor()
  await page.getByLabel('User name').fill(userName)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('heading', { level: 1, name: 'Look into your mailbox' }).waitFor()
}

/** The link in a letter. */
export function linkIn({ body }: { body: string }): string {
  return /https?:\S+#\S+/.exec(body)![0]
}

export async function choosePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Save the password' }).click()
}

export async function seePasswordSaved(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Your password is saved' }).waitFor()
}

export async function signInWith(page: Page, userName: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

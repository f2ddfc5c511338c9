import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readCode } from './messages.ts'
import type { Office } from './office.ts'
import { enterCode, givePassword } from './sign-in.ts'

/** What the wizard's steps are called, and what stands above each. */
export const headings = {
  email: 'First, confirm your e-mail address',
  app: 'Get codes from an app on your phone',
  text: 'Get codes by text message',
  finish: 'Which should we use first?',
} as const
export type SetUpStep = keyof typeof headings

/** As if the person had been added today: known to nobody's phone or mailbox yet. */
export async function neverSetUp(office: Office, userName: string): Promise<void> {
  const { database } = office.server.world
  const { id } = await database
    .selectFrom('people')
    .select('id')
    .where('user_name', '=', userName)
    .executeTakeFirstOrThrow()
  await database.deleteFrom('factors').where('person_id', '=', id).execute()
  await database
    .updateTable('people')
    .set({ set_up_at: null, default_method: null })
    .where('id', '=', id)
    .execute()
}

export async function seeStep(page: Page, step: SetUpStep): Promise<void> {
  await page.getByRole('heading', { level: 2, name: headings[step] }).waitFor()
}

/** The password, and the wizard stands there. */
export async function beginSetUp(office: Office, page: Page, userName: string): Promise<void> {
  await givePassword(office, page, userName)
  await page.getByRole('heading', { level: 1, name: '2 Factor Authentication Setup' }).waitFor()
}

/** [Email Token], the code from the mailbox, and the next step. */
export async function confirmEmail(office: Office, page: Page, address: string): Promise<void> {
  await seeStep(page, 'email')
  await page.getByRole('button', { name: 'Email Token' }).click()
  await page.getByText(`We sent a code to ${address}.`).waitFor()
  await enterCode(page, await readCode(office, address))
}

/** The key in the picture on the screen, read by a camera's software: nothing is taken from the page's text. */
export async function scanPicture(page: Page): Promise<{ uri: string; key: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-picture-'))
  try {
    const path = join(folder, 'screen.png')
    await page.getByRole('img', { name: /QR code/ }).waitFor()
    await page.screenshot({ path, fullPage: true })
    const uri = execFileSync(
      'zbarimg',
      ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', path],
      { encoding: 'utf8' },
    ).trim()
    return { uri, key: new URL(uri).searchParams.get('secret')! }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What an authenticator app shows at the office's time. */
export function appCode(office: Office, key: string): string {
  const now = office.server.clock.now().toISOString().replace('T', ' ').replace(/\..*/, ' UTC')
  return execFileSync('oathtool', ['--totp', '--base32', '--now', now, key], { encoding: 'utf8' }).trim()
}

/** Scans the picture and types what the app then shows; answers with the key the app keeps. */
export async function confirmApp(office: Office, page: Page): Promise<string> {
  await seeStep(page, 'app')
  const { key } = await scanPicture(page)
  await enterCode(page, appCode(office, key))
  return key
}

/** Types a number digit by digit; nothing is clicked. */
export async function confirmText(office: Office, page: Page, phone: string): Promise<void> {
  await seeStep(page, 'text')
  await page.getByLabel('Cell phone number').pressSequentially(phone.replace(/^\+1/, ''))
  await page.getByText(/^Sent to /).waitFor()
  await enterCode(page, await readCode(office, phone))
}

export async function skip(page: Page, step: 'app' | 'text'): Promise<void> {
  await seeStep(page, step)
  await page.getByRole('button', { name: 'Skip' }).click()
}

export async function chooseDefault(page: Page, way?: 'E-mail' | 'Text message' | 'Authenticator app') {
  await seeStep(page, 'finish')
  if (way) await page.getByRole('radio', { name: way }).check()
  await page.getByRole('button', { name: 'OK' }).click()
}

export async function seeSetUpComplete(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: "You're set up." }).waitFor()
}

/** How the stepper shows each step, as a screen reader reads it. */
export async function stepper(page: Page): Promise<string[]> {
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect.poll(() => steps.count()).toBeGreaterThan(0)
  return (await steps.allInnerTexts()).map((text) =>
    text
      .replace(/^\d\s*/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

import type { Page } from 'playwright-core'
import { minute } from '../../../server/base/duration.ts'
import { openPreference, openPreferences, openSettings, save, seeSaved } from './administration.ts'
import { letter, mailboxOf, readCode, wrongCode } from './messages.ts'
import { newComputer, type Office, passTime } from './office.ts'
import { enterCode, givePassword, seeCodeAsked, seeHome } from './sign-in.ts'

/** Called in every state of every page that a person can come to. */
export type See = (state: string, page: Page) => Promise<void>

/** Walks through every page and state of the product. */
export async function tour(office: Office, see: See): Promise<void> {
  const page = await newComputer(office)
  await visitSignIn(page, see)
  await visitCode(office, page, see)
  await visitInside(page, see)
  await visitPreferences(page, see)
  await visitLinks(office, page, see)
  await visitRefused(office, await newComputer(office), see)
}

async function visitSignIn(page: Page, see: See): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('User name').waitFor()
  await see('sign-in', page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Please enter your user name.').waitFor()
  await see('sign-in, nothing entered', page)
  await page.getByLabel('User name').fill('ADMIN')
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText("That user name and password don't go together.").waitFor()
  await see('sign-in, wrong password', page)
}

async function visitCode(office: Office, page: Page, see: See): Promise<void> {
  await givePassword(office, page, 'ADMIN')
  await seeCodeAsked(page, 'email')
  await see('code', page)
  await page.getByRole('button', { name: 'Send it again' }).click()
  await page.getByText('You can try again in').waitFor()
  await see('code, asked again too soon', page)
  const code = await readCode(office, mailboxOf('ADMIN'))
  await enterCode(page, wrongCode(code))
  await page.getByText('2 tries left.').waitFor()
  await see('code, wrong', page)
  await page.getByRole('button', { name: 'Try another way' }).click()
  await page.getByRole('heading', { level: 1, name: 'Try another way' }).waitFor()
  await see('another way', page)
  await page.getByRole('button', { name: /^Text message/ }).click()
  await seeCodeAsked(page, 'text')
  await see('code by text message', page)
  await passTime(office, 2 * minute)
  await page.getByRole('button', { name: 'Send a new code' }).waitFor()
  await see('code, run out', page)
  await page.getByRole('button', { name: 'Send a new code' }).click()
  await page.getByText('We sent it again to').waitFor()
  await see('code, sent again', page)
  await enterCode(page, await readCode(office, '+15555550100'))
  await seeHome(page)
}

async function visitInside(page: Page, see: See): Promise<void> {
  await see('home', page)
  await page.getByRole('button', { name: 'Dana Reyes' }).click()
  await page.getByRole('banner').getByRole('link', { name: 'Settings' }).waitFor()
  await see('home, behind the arrow', page)
  await page.keyboard.press('Escape')
  await openSettings(page)
  await page.getByRole('checkbox').waitFor()
  await see('settings', page)
  await page.getByRole('checkbox').check()
  await save(page)
  await seeSaved(page)
  await see('settings, saved', page)
}

/** One preference of each kind, a value that cannot be used, and one that is warned of. */
async function visitPreferences(page: Page, see: See): Promise<void> {
  await openPreferences(page)
  await see('preferences', page)
  await page.getByRole('button', { name: 'Preference', exact: true }).click()
  await openPreference(page, 'Methods people may set up')
  await see('preferences, several', page)
  await openPreference(page, 'Where people get help ("Open a Ticket")')
  await page.getByLabel('Where people get help').fill('https://help.harbor.example/')
  await save(page)
  await seeSaved(page)
  await see('preferences, saved', page)
  await openPreference(page, 'Minutes a sent code lives, at most')
  await page.getByLabel('Minutes a sent code lives, at most').fill('11')
  await save(page)
  await page.getByText(/^This must be a whole number/).waitFor()
  await see('preferences, not usable', page)
  await openPreference(page, 'Digits in a sent code')
  await page.getByLabel('Digits in a sent code').selectOption('4')
  await save(page)
  await seeSaved(page)
  await see('preferences, warned', page)
}

async function visitLinks(office: Office, page: Page, see: See): Promise<void> {
  const { body } = await letter(office, 'ADMIN', 'New sign-in to Harbor Agency')
  await page.goto('/nowhere')
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor()
  await see('nothing here', page)
  await page.goto('/trial')
  await page.getByText('Dana Reyes').first().waitFor()
  await see('trial', page)
  await page.goto('/not-me')
  await page.getByText('Please open the link in the e-mail again.').waitFor()
  await see('not me, without a link', page)
  await page.goto(/http:\S+/.exec(body)![0])
  await page.getByRole('button', { name: "This wasn't me" }).waitFor()
  await see('not me', page)
  await page.getByRole('button', { name: "This wasn't me" }).click()
  await page.getByRole('heading', { level: 1, name: 'Thank you.' }).waitFor()
  await see('not me, reported', page)
}

/** Both policies are on by now; two factor authentication goes off in the store, so that the refusal shows itself. */
async function visitRefused(office: Office, page: Page, see: See): Promise<void> {
  await office.server.world.database
    .updateTable('preferences')
    .set({ value: 'Off' })
    .where('code', '=', '2FA')
    .execute()
  await page.goto('/sign-in')
  await page.getByText(/^Unidentified Machine Authentication is on/).waitFor()
  await see('sign-in, machines alone', page)
  await givePassword(office, page, 'NOPHONE')
  await page.getByRole('heading', { level: 1, name: "We don't know this computer yet" }).waitFor()
  await see('refused', page)
}

import type { Page } from 'playwright-core'
import { hour } from '../../../server/base/duration.ts'
import { setPreference } from '../../support/set-up.ts'
import { letter, mailboxOf, phones, readCode, wrongCode } from './messages.ts'
import { newComputer, type Office, passTime } from './office.ts'
import { forgetPassword, linkIn } from './password.ts'
import { askToReset, openProfile, openSetUp, proofDialog, provePassword, seeReset } from './profile.ts'
import { appCode, beginSetUp, goOn, neverSetUp, scanPicture, seeSetUpComplete, seeStep } from './set-up.ts'
import { enterCode, seeHome } from './sign-in.ts'
import type { See } from './tour.ts'

/** Walks through every state of set-up, the profile, and the ways to another password, as BSMITH. */
export async function tourOfSetUp(office: Office, see: See): Promise<void> {
  await neverSetUp(office, 'BSMITH')
  const page = await newComputer(office)
  await visitEmail(office, page, see)
  await visitApp(office, page, see)
  await visitText(office, page, see)
  await visitFinish(page, see)
  await passTime(office, hour / 3)
  await visitProfile(page, see)
  await visitProof(office, page, see)
  await visitForgotPassword(office, page, see)
  await visitFirstRun(page, see)
}

async function visitEmail(office: Office, page: Page, see: See): Promise<void> {
  await beginSetUp(office, page, 'BSMITH')
  await seeStep(page, 'email')
  await see('set-up, e-mail', page)
  await page.getByLabel('E-mail address').fill('')
  await page.getByRole('button', { name: 'Email Token' }).click()
  await page.getByText('Please enter your e-mail address.').waitFor()
  await see('set-up, e-mail missing', page)
  await page.getByLabel('E-mail address').fill(mailboxOf('BSMITH'))
  await page.getByRole('button', { name: 'Email Token' }).click()
  const code = await readCode(office, mailboxOf('BSMITH'))
  await page.getByLabel('Code').waitFor()
  await see('set-up, e-mail, code', page)
  await enterCode(page, wrongCode(code))
  await page.getByText('2 tries left.').waitFor()
  await see('set-up, e-mail, wrong code', page)
  await enterCode(page, code)
}

async function visitApp(office: Office, page: Page, see: See): Promise<void> {
  await seeStep(page, 'app')
  const { key } = await scanPicture(page)
  await see('set-up, app', page)
  await enterCode(page, appCode(office, key))
  await seeStep(page, 'text')
}

async function visitText(office: Office, page: Page, see: See): Promise<void> {
  await see('set-up, text message', page)
  await page.getByLabel('Cell phone number').fill('555-555-4217 ext. 12')
  await page.getByText(/without an extension/).waitFor()
  await see('set-up, text message, no number', page)
  await page.getByLabel('Cell phone number').fill('')
  await page.getByLabel('Cell phone number').pressSequentially('5555554217')
  await page.getByText('Sent to (555) 555-4217.').waitFor()
  await see('set-up, text message, code', page)
  await page.goBack()
  await page.getByText('Your authenticator app is set up.').waitFor()
  await see('set-up, app, finished', page)
  await goOn(page)
  await enterCode(page, await readCode(office, phones.BSMITH))
}

async function visitFinish(page: Page, see: See): Promise<void> {
  await seeStep(page, 'finish')
  await see('set-up, default', page)
  await page.getByRole('radio', { name: 'Authenticator app' }).check()
  await page.getByText('(Default)').waitFor()
  await see('set-up, default, another', page)
  await page.getByRole('radio', { name: 'E-mail' }).check()
  await page.getByRole('button', { name: 'OK' }).click()
  await seeSetUpComplete(page)
  await page.getByText(/we won't ask for 7 days/).waitFor()
  await see('set-up, complete', page)
  await goOn(page)
  await seeHome(page)
}

async function visitProfile(page: Page, see: See): Promise<void> {
  await openProfile(page)
  await page.getByText('This one').first().waitFor()
  await see('profile', page)
  await page.getByRole('button', { name: 'Change your data' }).click()
  await page.getByRole('button', { name: 'Change your password' }).click()
  await see('profile, forms', page)
  await page.reload()
  await openSetUp(page)
  await page.getByText(/^Codes can be sent by e-mail/).waitFor()
  await see('set-up from the profile', page)
  await page.getByRole('link', { name: 'Back to your profile' }).click()
  await page.getByRole('button', { name: 'Forget all connections' }).click()
  await page.getByRole('dialog').waitFor()
  await see('profile, forget all', page)
  await page.keyboard.press('Escape')
}

async function visitProof(office: Office, page: Page, see: See): Promise<void> {
  await setPreference(office.server, 'OWNRESET', 'code')
  await askToReset(page)
  await proofDialog(page).waitFor()
  await see('proof, password', page)
  await provePassword(office, page, 'BSMITH')
  await proofDialog(page).getByLabel('Code').waitFor()
  await see('proof, code', page)
  await enterCode(page, await readCode(office, mailboxOf('BSMITH')))
  await seeReset(page)
  await see('profile, reset', page)
}

async function visitForgotPassword(office: Office, page: Page, see: See): Promise<void> {
  await page.goto('/forgot-password')
  await page.getByLabel('User name').waitFor()
  await see('forgot password', page)
  await forgetPassword(page, 'BSMITH')
  await see('forgot password, asked', page)
  const link = linkIn(await letter(office, 'BSMITH', 'A new password for Harbor Agency'))
  await page.goto('/password')
  await page.getByText('Please open this page with the link in the e-mail.').waitFor()
  await see('password, without a link', page)
  await page.goto('/trial')
  await page.goto(link)
  await page.getByLabel('New password').waitFor()
  await see('password', page)
  await page.getByRole('button', { name: 'Save the password' }).click()
  await page.getByText('Please enter a password.').waitFor()
  await see('password, missing', page)
}

async function visitFirstRun(page: Page, see: See): Promise<void> {
  await page.goto('/first-run')
  await page.getByText('This server has been set up already.').waitFor()
  await see('first run, over', page)
}

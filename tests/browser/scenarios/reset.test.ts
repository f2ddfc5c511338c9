import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { day, hour, minute } from '../../../server/base/duration.ts'
import { setPreference } from '../../support/set-up.ts'
import { letter, mailboxOf, phones, readCode } from '../actions/messages.ts'
import { newComputer, type Office, openOffice, passTime } from '../actions/office.ts'
import {
  askToReset,
  leave,
  openProfile,
  openSetUp,
  proofDialog,
  prove,
  provePassword,
  seeReset,
} from '../actions/profile.ts'
import {
  beginSetUp,
  chooseDefault,
  confirmEmail,
  confirmText,
  goOn,
  seeSetUpComplete,
  seeStep,
  skip,
} from '../actions/set-up.ts'
import {
  enterByEmail,
  enterCode,
  givePassword,
  seeCodeAsked,
  seeHome,
  signInByText,
  signOut,
} from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const byText = { userName: 'BSMITH', phone: phones.BSMITH }

/** BSMITH, whose codes come as the default says, is in at a computer that is known by now; his own reset wants a code. */
async function signedIn(way: 'email' | 'text', wants: 'password' | 'code' = 'code') {
  const office = await openOffice()
  await setPreference(office.server, 'OWNRESET', wants)
  await office.server.world.database
    .updateTable('people')
    .set({ default_method: way })
    .where('user_name', '=', 'BSMITH')
    .execute()
  const page = await newComputer(office)
  if (way === 'text') await signInByText(office, page, byText)
  else await enterByEmail(office, page, 'BSMITH')
  await passTime(office, hour / 3)
  return { office, page }
}

/** With the code that comes to the default way. */
async function proveBy(office: Office, page: Page, to: string): Promise<void> {
  await prove(office, page, { userName: 'BSMITH', code: () => readCode(office, to) })
}

describe("the manual's four situations", () => {
  test('the phone is left at home: codes by e-mail for the day', async () => {
    const { office, page } = await signedIn('text')
    await signOut(page)
    await passTime(office, day)
    await givePassword(office, page, 'BSMITH')
    await seeHome(page)

    await openProfile(page)
    const consequence = await askToReset(page)
    expect(consequence).toContain('Your ways to confirm will be removed.')
    expect(consequence).toContain('Your password alone leads you to set-up again, within 72 hours')
    await provePassword(office, page, 'BSMITH')
    await proofDialog(page).getByText('We sent a 6-digit code to (•••) •••-4217.').waitFor()
    await proofDialog(page).getByRole('button', { name: 'E-mail to b•••@harbor.example' }).click()
    await proofDialog(page).getByText('We sent a 6-digit code to b•••@harbor.example.').waitFor()
    await enterCode(page, await readCode(office, mailboxOf('BSMITH')))
    await seeReset(page)
    await letter(office, 'BSMITH', 'Your 2 factor authentication was reset (Harbor Agency)')
    await leave(page)

    await passTime(office, minute)
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await skip(page, 'text')
    await seeSetUpComplete(page)
    await goOn(page)
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('a new phone number: reset, and the new one is asked for', async () => {
    const { office, page } = await signedIn('text')
    await openProfile(page)
    await askToReset(page)
    await proveBy(office, page, phones.BSMITH)
    await seeReset(page)
    await leave(page)
    await passTime(office, minute)
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await confirmText(office, page, '+15555550199')
    await chooseDefault(page, 'Text message')
    await seeSetUpComplete(page)
    await goOn(page)
    await seeHome(page)
    await signOut(page)

    await passTime(office, 7 * day)
    await signInByText(office, page, { userName: 'BSMITH', phone: '+15555550199' })
  })

  test('a new e-mail address: reset, and the new one is asked for', async () => {
    const { office, page } = await signedIn('email')
    await openProfile(page)
    await askToReset(page)
    await provePassword(office, page, 'BSMITH')
    await proofDialog(page).getByRole('button', { name: 'Text message to (•••) •••-4217' }).click()
    await proofDialog(page).getByText('We sent a 6-digit code to (•••) •••-4217.').waitFor()
    await enterCode(page, await readCode(office, phones.BSMITH))
    await seeReset(page)
    await leave(page)
    await passTime(office, minute)
    await beginSetUp(office, page, 'BSMITH')
    await page.getByLabel('E-mail address').fill('bill@new.example')
    await confirmEmail(office, page, 'bill@new.example')
    await skip(page, 'app')
    await skip(page, 'text')
    await seeSetUpComplete(page)
    await goOn(page)
    await seeHome(page)
    await signOut(page)

    await passTime(office, 7 * day)
    await givePassword(office, page, 'BSMITH')
    await seeCodeAsked(page, 'email')
    await enterCode(page, await readCode(office, 'bill@new.example'))
    await seeHome(page)
  })

  test('another default: by reset, or without one from the set-up', async () => {
    const { office, page } = await signedIn('email')
    await openProfile(page)
    await openSetUp(page)
    await goOn(page)
    await proveBy(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await page.getByText('Codes can be sent by text message to (555) 555-4217.').waitFor()
    await goOn(page)
    await chooseDefault(page, 'Text message')
    await seeSetUpComplete(page)
    await goOn(page)
    await page.getByText('Text message (Default)').waitFor()
    await leave(page)

    await passTime(office, 7 * day)
    await signInByText(office, page, byText)
    await passTime(office, hour / 3)
    await openProfile(page)
    await askToReset(page)
    await proveBy(office, page, phones.BSMITH)
    await seeReset(page)
    await leave(page)
    await passTime(office, minute)
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await confirmText(office, page, phones.BSMITH)
    await chooseDefault(page)
    await seeSetUpComplete(page)
  })
})

describe("R7.1a one's own on a remembered computer", () => {
  test('the only mailbox is lost: the password is enough, and "this was not me" undoes it (S1)', async () => {
    const { office, page } = await signedIn('email', 'password')
    await openProfile(page)
    await askToReset(page, 'no harbor at all')
    const dialog = page.getByRole('dialog', { name: 'Reset/Disable 2 Factor Authentication' })
    await dialog.getByText("That's not your password.").waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill(office.server.passwordOf('BSMITH'))
    await dialog.getByRole('button', { name: 'Reset/Disable', exact: true }).click()
    await seeReset(page)
    const subject = 'Your 2 factor authentication was reset (Harbor Agency)'
    const { body } = await letter(office, 'BSMITH', subject)

    const elsewhere = await newComputer(office)
    await elsewhere.goto(/http:\S+/.exec(body)![0])
    await elsewhere.getByText('Somebody reset the ways to confirm of').waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'User Profile' }).waitFor()
    await elsewhere.getByRole('button', { name: "This wasn't me" }).click()
    await elsewhere.getByText('Your ways to confirm are back').waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await givePassword(office, page, 'BSMITH')
    await seeCodeAsked(page, 'email')
  })

  test('where a code is wanted, the page names whom to ask', async () => {
    const { page } = await signedIn('email')
    await openProfile(page)
    await page.getByRole('button', { name: 'Reset/Disable 2 Factor Authentication' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByText(/^We ask for a code first\. Can no code reach you any more\? Ask .*Dana Reyes/)
      .waitFor()
  })
})

describe('R7.2 what a reset opens', () => {
  test('one sign-in with only the password, and it leads into set-up and nowhere else', async () => {
    const { office, page } = await signedIn('email')
    await openProfile(page)
    await askToReset(page)
    await proveBy(office, page, mailboxOf('BSMITH'))
    await seeReset(page)
    await leave(page)
    await passTime(office, minute)
    await beginSetUp(office, page, 'BSMITH')
    await page.goto('/profile')
    await seeStep(page, 'email')
  })

  test('nothing happens to somebody who would rather not', async () => {
    const { office, page } = await signedIn('email')
    await openProfile(page)
    const button = page.getByRole('button', { name: 'Reset/Disable 2 Factor Authentication' })
    await button.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await askToReset(page)
    await proofDialog(page).getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Please confirm that it is you first.').waitFor()
    await leave(page)
    await givePassword(office, page, 'BSMITH')
    await seeHome(page)
  })

  test('three wrong codes in the proof lead back to its password', async () => {
    const { office, page } = await signedIn('email')
    await openProfile(page)
    await askToReset(page)
    await provePassword(office, page, 'BSMITH')
    const code = await readCode(office, mailboxOf('BSMITH'))
    const wrong = code.replace(/./g, (digit) => String((Number(digit) + 1) % 10))
    for (const left of ['2 tries left.', '1 try left.']) {
      await enterCode(page, wrong)
      await proofDialog(page).getByText(left).waitFor()
    }
    await enterCode(page, wrong)
    await proofDialog(page).getByText('Please confirm with your password again.').waitFor()
    await passTime(office, minute)
    await proveBy(office, page, mailboxOf('BSMITH'))
    await seeReset(page)
  })
})

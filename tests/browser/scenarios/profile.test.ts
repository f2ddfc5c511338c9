import { describe, expect, test } from 'vitest'
import { day, hour } from '../../../server/base/duration.ts'
import { userAgents } from '../../support/user-agents.ts'
import { letter, mailboxOf, phones, readCode } from '../actions/messages.ts'
import { homeAddress, newComputer, openOffice, passTime } from '../actions/office.ts'
import { signInWith } from '../actions/password.ts'
import { leave, openProfile, openSetUp, proofDialog, prove } from '../actions/profile.ts'
import {
  appCode,
  beginSetUp,
  chooseDefault,
  confirmApp,
  goOn,
  neverSetUp,
  seeSetUpComplete,
} from '../actions/set-up.ts'
import { enterByEmail, givePassword, seeCodeAsked, seeHome, signOut } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

async function signedIn() {
  const office = await openOffice()
  const page = await newComputer(office)
  await enterByEmail(office, page, 'BSMITH')
  await passTime(office, hour / 3)
  const proveByEmail = () =>
    prove(office, page, { userName: 'BSMITH', code: () => readCode(office, mailboxOf('BSMITH')) })
  return { office, page, proveByEmail }
}

describe('my connections', () => {
  test('R4.9 one is forgotten, and a code is asked for there again', async () => {
    const { office, page } = await signedIn()
    await passTime(office, day)
    await signOut(page)
    await givePassword(office, page, 'BSMITH')
    await seeHome(page)
    await page.getByRole('link', { name: 'My connections' }).click()
    await page.getByText('Chrome on Windows This one').first().waitFor()
    await page.getByText('confirmed yesterday').waitFor()
    await page.getByRole('button', { name: /^Forget Chrome on Windows/ }).click()
    await page.getByText('Forgotten. We ask for a code there next time.').waitFor()
    await leave(page)
    await givePassword(office, page, 'BSMITH')
    await seeCodeAsked(page, 'email')
    await expectNothingLeaked(office)
  })

  test('all are forgotten, after it was said what that means', async () => {
    const { office, page } = await signedIn()
    const phone = await newComputer(office, { userAgent: userAgents.safariOnPhone, address: homeAddress })
    await enterByEmail(office, phone, 'BSMITH')
    await signOut(phone)
    await openProfile(page)
    await page.getByRole('button', { name: /^Forget Safari/ }).waitFor()
    await page.getByRole('button', { name: 'Forget all connections' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget all' }).click()
    await page.getByText('Forgotten. We ask for a code there next time.').waitFor()
    await passTime(office, hour / 60)
    await givePassword(office, phone, 'BSMITH')
    await seeCodeAsked(phone, 'email')
  })
})

describe('my sessions', () => {
  test('others are ended, this one stays', async () => {
    const { office, page } = await signedIn()
    const phone = await newComputer(office, { userAgent: userAgents.safariOnPhone, address: homeAddress })
    await enterByEmail(office, phone, 'BSMITH')
    await openProfile(page)
    await page.getByRole('button', { name: 'End all other sessions' }).click()
    await page.getByText('1 session was ended.').waitFor()
    await phone.goto('/')
    await phone.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'User Profile' }).waitFor()
  })
})

describe('a fresh proof', () => {
  test('what was typed is still there when the proof was given up, and goes on by itself when it is given', async () => {
    const { office, page, proveByEmail } = await signedIn()
    await openProfile(page)
    await page.getByRole('button', { name: 'Change your data' }).click()
    await page.getByLabel('E-mail', { exact: true }).fill('bill@new.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await proofDialog(page).getByRole('button', { name: 'Cancel' }).click()
    expect(await page.getByLabel('E-mail', { exact: true }).inputValue()).toBe('bill@new.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await proveByEmail()
    // What the mailbox confirms counts, and nothing else; the codes go there, too, unless the mark is taken away.
    const confirming = page.getByRole('region', { name: 'Confirm your new e-mail' })
    await confirming.getByText('Your e-mail stays as it is until you enter it.').waitFor()
    await confirming.getByLabel('Send my codes by e-mail there, too').and(page.locator(':checked')).waitFor()
    await page
      .getByRole('definition')
      .filter({ hasText: mailboxOf('BSMITH') })
      .waitFor()
    await confirming.getByRole('textbox', { name: 'Code' }).fill(await readCode(office, 'bill@new.example'))
    await page.getByText('Saved.').waitFor()
    await page.getByRole('definition').filter({ hasText: 'bill@new.example' }).waitFor()
    await letter(office, 'BSMITH', 'Your e-mail address was changed (Harbor Agency)')
    await expectNothingLeaked(office)
  })

  test('a wrong password is told in the dialog, and the right one goes on', async () => {
    const { office, page, proveByEmail } = await signedIn()
    await openProfile(page)
    await page.getByRole('button', { name: 'Change your data' }).click()
    await page.getByLabel('Cell phone').fill('(555) 555-0155')
    await page.getByRole('button', { name: 'Save' }).click()
    await proofDialog(page).getByLabel('Password', { exact: true }).fill('not this one')
    await proofDialog(page).getByRole('button', { name: 'Continue' }).click()
    await proofDialog(page).getByText("That's not your password.").waitFor()
    await proveByEmail()
    await page.getByRole('textbox', { name: 'Code' }).fill(await readCode(office, '+15555550155'))
    await page.getByText('Saved.').waitFor()
    await page.getByRole('definition').filter({ hasText: '(555) 555-0155' }).waitFor()
  })

  test('the name alone needs none', async () => {
    const { page } = await signedIn()
    await openProfile(page)
    await page.getByRole('button', { name: 'Change your data' }).click()
    await page.getByLabel('Name', { exact: true }).fill('William Smith')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('banner').getByRole('button', { name: 'William Smith' }).waitFor()
  })
})

describe('ways to confirm', () => {
  test('R6.7 the app is added from the profile, and is asked for when it is chosen', async () => {
    const { office, page, proveByEmail } = await signedIn()
    await openProfile(page)
    await openSetUp(page)
    await page.getByText(`Codes can be sent by e-mail to ${mailboxOf('BSMITH')}.`).waitFor()
    await goOn(page)
    await proveByEmail()
    const key = await confirmApp(office, page)
    await goOn(page)
    await chooseDefault(page, 'Authenticator app')
    await seeSetUpComplete(page)
    await goOn(page)
    await page.getByText('Authenticator app (Default)').waitFor()
    await leave(page)
    await passTime(office, 7 * day)
    await givePassword(office, page, 'BSMITH')
    await page.getByRole('heading', { level: 1, name: 'Check your app' }).waitFor()
    await page.getByLabel('Code').fill(appCode(office, key))
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('one is removed after it was said what that means; e-mail stays', async () => {
    const { page, proveByEmail } = await signedIn()
    await openProfile(page)
    expect(await page.getByRole('button', { name: 'Remove: E-mail' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Remove: Text message' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await proveByEmail()
    await page.getByText('Removed.').waitFor()
    await page.getByRole('link', { name: 'Set up: Text message' }).waitFor()
  })

  test("set-up from the profile is one's own, also where a colleague stands at set-up in another window", async () => {
    const { office, page } = await signedIn()
    await neverSetUp(office, 'CBILLS')
    const window = await page.context().newPage()
    await beginSetUp(office, window, 'CBILLS')
    await window.getByLabel('E-mail address').and(window.locator('[value="cbills@harbor.example"]')).waitFor()
    await openProfile(page)
    await openSetUp(page)
    await page.getByText('bsmith@harbor.example').first().waitFor()
    await window.reload()
    await window.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await expectNothingLeaked(office)
  })

  test('a number is replaced; the old one counts until the new one is confirmed', async () => {
    const { office, page, proveByEmail } = await signedIn()
    await openProfile(page)
    await page.getByRole('link', { name: 'Replace: Text message' }).click()
    await page.getByRole('button', { name: 'Use another number' }).click()
    await page.getByText('The one you have keeps working until the new one is confirmed.').waitFor()
    await page.getByLabel('Cell phone number').pressSequentially('5555550155')
    await proveByEmail()
    await page.getByText('Sent to (555) 555-0155.').waitFor()
    const { factors } = await storedNumbers(office)
    expect(factors).toEqual([phones.BSMITH])
    await page.getByLabel('Code').fill(await readCode(office, '+15555550155'))
    await chooseDefault(page)
    await seeSetUpComplete(page)
    expect((await storedNumbers(office)).factors).toEqual(['+15555550155'])
  })
})

describe('the password', () => {
  test('another one is chosen: other sessions end, and the new one is asked for', async () => {
    const { office, page, proveByEmail } = await signedIn()
    await openProfile(page)
    await page.getByRole('button', { name: 'Change your password' }).click()
    await page.getByLabel('New password').fill('password1234')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await proveByEmail()
    await expect.poll(() => page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('New password').fill('seven quiet harbor lamps')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('Your password is changed. You are signed out everywhere else.').waitFor()
    await letter(office, 'BSMITH', 'Your password was changed (Harbor Agency)')
    await leave(page)
    await signInWith(page, 'BSMITH', 'seven quiet harbor lamps')
    await seeCodeAsked(page, 'email')
  })
})

async function storedNumbers(office: Awaited<ReturnType<typeof openOffice>>) {
  const rows = await office.server.world.database
    .selectFrom('factors')
    .innerJoin('people', 'people.id', 'factors.person_id')
    .select('factors.address')
    .where('people.user_name', '=', 'BSMITH')
    .where('factors.method', '=', 'text')
    .execute()
  return { factors: rows.map(({ address }) => address) }
}

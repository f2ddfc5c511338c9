import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../../server/base/duration.ts'
import { findOrganization } from '../../../server/features/organizations/organizations.store.ts'
import { savePreference } from '../../../server/features/preferences/preferences.store.ts'
import { administrator, openPreference, openPreferences, save, seeSaved } from '../actions/administration.ts'
import { mailboxOf, phones, readCode } from '../actions/messages.ts'
import { newComputer, type Office, openOffice, passTime } from '../actions/office.ts'
import { openPerson, panel } from '../actions/people.ts'
import { openProfile } from '../actions/profile.ts'
import {
  appCode,
  beginSetUp,
  confirmEmail,
  confirmText,
  goOn,
  neverSetUp,
  scanPicture,
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
  whyAsked,
} from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const twoButtons = ['Setup 2 Factor Authentication', 'Reset/Disable 2 Factor Authentication'] as const
const bill = { userName: 'BSMITH', phone: phones.BSMITH }

describe("the administrator's part in the manuals", () => {
  test('Administration, System, Preferences: a table of preference, code and value, with the two rows of the manual', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await page.getByRole('link', { name: 'Administration' }).click()
    const system = page.getByRole('navigation', { name: 'Administration' }).locator('section').first()
    await system.getByRole('heading', { name: 'System' }).waitFor()
    await system.getByRole('link', { name: 'Preferences' }).click()
    await page.getByRole('heading', { level: 1, name: 'System Preferences' }).waitFor()
    const columns = (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim())
    expect(columns.slice(0, 3)).toEqual(['Preference', 'Code', 'Value'])
    await page.getByRole('row', { name: /^Turn on two factor authentication 2FA On/ }).waitFor()
    await page
      .getByRole('row', { name: /^Two factor authentication frequency 2FAFREQUENCY 7 days/ })
      .waitFor()
    await expectNothingLeaked(office)
  })

  test('2FA is turned on, with 7 as its frequency: the sign-in page says so, the next sign-in leads to set-up, and seven days pass without a code', async () => {
    const office = await openOffice()
    await prefer(office, '2FAFREQUENCY', '')
    await neverSetUp(office, 'BSMITH')
    const page = await administrator(office)
    await openPreferences(page)
    await openPreference(page, 'Turn on two factor authentication')
    await page.getByLabel('Turn on two factor authentication').selectOption('Off')
    await save(page)
    await seeSaved(page)
    const laptop = await newComputer(office)
    await laptop.goto('/sign-in')
    await laptop.getByLabel('User name').waitFor()
    expect(await laptop.getByText(/^Two factor authentication is on/).count()).toBe(0)

    await page.getByLabel('Turn on two factor authentication').selectOption('On')
    await page.getByRole('region', { name: 'If you turn this on now' }).waitFor()
    await save(page)
    await seeSaved(page)
    await setFrequency(page, '7')

    await laptop.reload()
    await laptop.getByText(/^Two factor authentication is on/).waitFor()
    await beginSetUp(office, laptop, 'BSMITH')
    await confirmEmail(office, laptop, mailboxOf('BSMITH'))
    await skip(laptop, 'app')
    await skip(laptop, 'text')
    await seeSetUpComplete(laptop)
    await goOn(laptop)
    await seeHome(laptop)
    await signOut(laptop)
    await passTime(office, 7 * day - minute)
    await givePassword(office, laptop, 'BSMITH')
    await seeHome(laptop)
    await signOut(laptop)
    await passTime(office, minute)
    await givePassword(office, laptop, 'BSMITH')
    await seeCodeAsked(laptop, 'email')
    await expectNothingLeaked(office)
  })

  test('with no value as the frequency a code is asked for again after 30 days', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPreferences(page)
    await setFrequency(page, '')
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    await signOut(laptop)
    await passTime(office, 30 * day - minute)
    await givePassword(office, laptop, 'BSMITH')
    await seeHome(laptop)
    await signOut(laptop)
    await passTime(office, minute)
    await givePassword(office, laptop, 'BSMITH')
    await seeCodeAsked(laptop, 'email')
    await expectNothingLeaked(office)
  })

  test('Administration, Users, User Administration, a name: the two buttons stand on the own profile and on that of others', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await page.getByRole('link', { name: 'Administration' }).click()
    const menu = page.getByRole('navigation', { name: 'Administration' })
    const users = menu.locator('section').filter({ has: page.getByRole('heading', { name: 'Users' }) })
    await users.getByRole('link', { name: 'User Administration' }).click()
    await page.getByRole('link', { name: 'Bill Smith', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Bill Smith' }).waitFor()
    for (const name of twoButtons) await page.getByRole('button', { name, exact: true }).waitFor()
    await page.getByRole('button', { name: twoButtons[0] }).click()
    await page.getByText(/^Only Bill Smith can do this, with the mailbox and phone at hand/).waitFor()

    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    await openProfile(laptop)
    for (const name of twoButtons) await laptop.getByRole('button', { name, exact: true }).waitFor()
    await expectNothingLeaked(office)
  })

  test('an administrator enters a number in the Cell Phone field of a profile, and the person without one gets in by text message', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await turnToMachines(office)
    const frontDesk = await newComputer(office)
    await givePassword(office, frontDesk, 'NOPHONE')
    await frontDesk.getByRole('heading', { level: 1, name: "We don't know this computer yet" }).waitFor()

    await openPerson(page, 'Noah Phelps')
    await panel(page, 'Profile').getByLabel('Cell Phone').fill('(555) 555-0177')
    await panel(page, 'Profile').getByRole('button', { name: 'Save' }).click()
    await panel(page, 'Profile').getByText('Saved.').waitFor()
    await frontDesk.getByRole('button', { name: 'Try again' }).click()
    await signInByText(office, frontDesk, { userName: 'NOPHONE', phone: '+15555550177' })
    await expectNothingLeaked(office)
  })
})

describe('what a person sees according to the manuals', () => {
  test('the steps of set-up say what the manual says, and the tenth digit of a number sends its code: nothing is clicked', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await neverSetUp(office, 'BSMITH')
    await beginSetUp(office, page, 'BSMITH')
    await page.getByText('We use it when another way fails.').waitFor()
    await page.getByRole('button', { name: 'Email Token' }).click()
    await page
      .getByText(`We sent a code to ${mailboxOf('BSMITH')}. It expires in one to two minutes.`)
      .waitFor()
    await page.getByText('Nothing there? Look in your junk mail, too.').waitFor()
    const mailed = await readCode(office, mailboxOf('BSMITH'))
    expect(mailed).toMatch(/^\d{6}$/)
    await enterCode(page, mailed)

    await seeStep(page, 'app')
    for (const name of ['Microsoft Authenticator', 'Authy', 'Google Authenticator'])
      await page.getByText(new RegExp(`Install .*${name}`)).waitFor()
    const shown = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/).innerText()
    const key = shown.replace(/\s/g, '')
    expect(key).toHaveLength(32)
    expect((await scanPicture(page)).key).toBe(key)
    await enterCode(page, appCode(office, key))

    await seeStep(page, 'text')
    await page.getByText(/Standard messaging rates apply\.$/).waitFor()
    const field = page.getByLabel('Cell phone number')
    await field.pressSequentially('555555421')
    expect(await page.getByText(/^Sent to /).count()).toBe(0)
    await field.press('7')
    await page.getByText('Sent to (555) 555-4217.').waitFor()
    expect(await readCode(office, phones.BSMITH)).toMatch(/^\d{6}$/)
    await expectNothingLeaked(office)
  })

  test('e-mail is the default beforehand; the choice is outlined in blue, with "(Default)" in green beside it, light and dark', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await neverSetUp(office, 'BSMITH')
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await confirmText(office, page, phones.BSMITH)
    await seeStep(page, 'finish')
    expect(await page.getByRole('radio').count()).toBe(2)
    for (const chosen of ['E-mail', 'Text message']) {
      if (chosen !== 'E-mail') await page.getByRole('radio', { name: chosen }).check()
      await page.getByText(`${chosen} (Default)`).waitFor()
      expect(await page.getByText('(Default)').count()).toBe(1)
      await page.getByRole('heading', { level: 2 }).click()
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(leadingColor(await outlineOf(page, ':checked'))).toBe('blue')
        expect(await outlineOf(page, ':not(:checked)')).toBe('rgba(0, 0, 0, 0)')
        expect(leadingColor(await colorOfDefault(page))).toBe('green')
      }
    }
    await page.getByRole('button', { name: 'OK' }).click()
    await seeSetUpComplete(page)
    await expectNothingLeaked(office)
  })

  test('the default is used at the next sign-in without a question; whoever has trouble with it gets the code by e-mail', async () => {
    const office = await openOffice()
    await office.server.world.database
      .updateTable('people')
      .set({ default_method: 'text' })
      .where('user_name', '=', 'BSMITH')
      .execute()
    const laptop = await newComputer(office)
    await givePassword(office, laptop, 'BSMITH')
    await seeCodeAsked(laptop, 'text')
    await laptop.getByRole('button', { name: 'Try another way' }).click()
    await laptop.getByRole('button', { name: /^E-mail to b•••@harbor\.example/ }).click()
    await seeCodeAsked(laptop, 'email')
    await enterCode(laptop, await readCode(office, mailboxOf('BSMITH')))
    await seeHome(laptop)
    await expectNothingLeaked(office)
  })

  test('on a computer that is not recognized a code of 4 to 6 digits goes to the cell phone, as the administrator has chosen', async () => {
    const office = await openOffice()
    await turnToMachines(office)
    for (const digits of ['4', '5', '6']) {
      await prefer(office, 'CODELENGTH', digits)
      await passTime(office, minute)
      const frontDesk = await newComputer(office)
      await givePassword(office, frontDesk, 'BSMITH')
      await seeCodeAsked(frontDesk, 'text')
      expect(await whyAsked(frontDesk)).toContain(`We sent a ${digits}-digit code to (•••) •••-4217`)
      const code = await readCode(office, bill.phone)
      expect(code).toHaveLength(Number(digits))
      await enterCode(frontDesk, code)
      await seeHome(frontDesk)
    }
    await expectNothingLeaked(office)
  })

  test('whoever is refused finds the way to open a ticket', async () => {
    const office = await openOffice()
    await turnToMachines(office)
    await prefer(office, 'SUPPORTLINK', 'https://help.harbor.example/ticket')
    const frontDesk = await newComputer(office)
    await givePassword(office, frontDesk, 'NOPHONE')
    const link = frontDesk.getByRole('link', { name: /open a ticket/i })
    expect(await link.getAttribute('href')).toBe('https://help.harbor.example/ticket')
    await expectNothingLeaked(office)
  })
})

async function setFrequency(page: Page, value: string): Promise<void> {
  await openPreference(page, 'Two factor authentication frequency')
  await page.getByLabel('Two factor authentication frequency').fill(value)
  await save(page)
  await seeSaved(page)
}

async function turnToMachines(office: Office): Promise<void> {
  await prefer(office, '2FA', 'Off')
  await prefer(office, 'UMA', 'on')
}

/** Written straight into the store. */
async function prefer(office: Office, code: Parameters<typeof savePreference>[2]['code'], value: string) {
  const { world } = office.server
  const { id } = (await findOrganization(world, undefined))!
  await savePreference(world, id, { code, value })
}

const outlineOf = (page: Page, choice: ':checked' | ':not(:checked)') =>
  page.evaluate<string>(
    `getComputedStyle(document.querySelector('label:has([type=radio]${choice})')).outlineColor`,
  )

const colorOfDefault = (page: Page) =>
  page.evaluate<string>(`getComputedStyle([...document.querySelectorAll('label:has(:checked) span')]
    .find((part) => part.textContent === '(Default)')).color`)

/** Which part of `rgb(…)` outweighs the others. */
function leadingColor(color: string): string | undefined {
  const parts = color.match(/\d+/g)!.slice(0, 3).map(Number)
  return ['red', 'green', 'blue'][parts.indexOf(Math.max(...parts))]
}

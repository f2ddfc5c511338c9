import { describe, expect, test } from 'vitest'
import { minute } from '../../../server/base/duration.ts'
import { administrator } from '../actions/administration.ts'
import { letter } from '../actions/messages.ts'
import { newComputer, openOffice, passTime } from '../actions/office.ts'
import { choosePassword, linkIn, seePasswordSaved, signInWith } from '../actions/password.ts'
import { invite, openAudit, openPerson, openUsers, panel, previewFile, rows } from '../actions/people.ts'
import { beginSetUp, confirmEmail, goOn, seeSetUpComplete, seeStep, skip } from '../actions/set-up.ts'
import { enterByEmail, seeHome, signInByEmail } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const ann = { name: 'Ann Lee', userName: 'ALEE', email: 'alee@harbor.example' }
const chosen = 'seven quiet harbor lamps'
const reset = 'Reset/Disable 2 Factor Authentication'

describe('User Administration', () => {
  test('R9.4 a person added by an administrator is invited by e-mail, chooses a password and comes to set-up', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await invite(page, ann)
    await page.getByText('Ann Lee is added. The invitation is on its way to alee@harbor.example.').waitFor()
    await page.getByRole('link', { name: "Open Ann Lee's page" }).click()
    await page.getByText('There is no password yet.').waitFor()

    const first = linkIn(await letter(office, ann.userName, 'Your account at Harbor Agency'))
    await page.getByRole('button', { name: 'Send the invitation again' }).click()
    await page.getByText('A new invitation is on its way. Earlier links do not work any more.').waitFor()
    await expect
      .poll(async () => linkIn(await letter(office, ann.userName, 'Your account at Harbor Agency')))
      .not.toBe(first)
    const link = linkIn(await letter(office, ann.userName, 'Your account at Harbor Agency'))

    const laptop = await newComputer(office)
    await laptop.goto(link)
    await laptop.getByText('Welcome, Ann Lee.').waitFor()
    await choosePassword(laptop, chosen)
    await seePasswordSaved(laptop)
    await signInWith(laptop, ann.userName, chosen)
    await confirmEmail(office, laptop, ann.email)
    await seeStep(laptop, 'app')
    await expectNothingLeaked(office)
  })

  test('S5 a person without e-mail gets a first password on paper, chooses their own, sets up and is signed in', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await invite(page, { ...ann, email: '' })
    await page.getByText('Ann Lee is added. There is no e-mail address').waitFor()
    await page.getByRole('link', { name: "Open Ann Lee's page" }).click()
    await page.getByRole('button', { name: 'Hand over a first password' }).click()
    await page.getByRole('dialog', { name: 'Hand over a first password to Ann Lee?' }).waitFor()
    await page.getByRole('button', { name: 'Make it' }).click()
    const paper = page.getByRole('dialog', { name: 'For Ann Lee, on paper' })
    const shown = await paper.getByText(/^(\w{4}-){4}\w{4}$/).innerText()
    await paper.getByRole('button', { name: 'It is handed over' }).click()
    await paper.waitFor({ state: 'detached' })

    const laptop = await newComputer(office)
    await signInWith(laptop, ann.userName, shown)
    await laptop.getByText('The password on paper was for once only.').waitFor()
    await laptop.reload()
    await choosePassword(laptop, shown)
    await laptop.getByText('Please choose another one than the one on paper.').waitFor()
    await choosePassword(laptop, chosen)
    await seeStep(laptop, 'email')
    await laptop.getByLabel('E-mail').fill(ann.email)
    await confirmEmail(office, laptop, ann.email)
    await skip(laptop, 'app')
    await skip(laptop, 'text')
    await seeSetUpComplete(laptop)
    await goOn(laptop)
    await seeHome(laptop)
    await expectNothingLeaked(office)
  })

  test('fields that cannot be used say why, and what was typed stays', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await invite(page, { name: 'Ann Lee', userName: 'bsmith', email: 'not an address' })
    await expect.poll(() => page.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('E-mail').and(page.locator(':focus')).waitFor()
    await page.getByLabel('E-mail').fill(ann.email)
    await page.getByRole('button', { name: 'Add and invite' }).click()
    await expect.poll(() => page.getByLabel('User name').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ann Lee')
    expect(await page.getByLabel('User name').inputValue()).toBe('bsmith')
    await expectNothingLeaked(office)
  })

  test('a CSV file is looked at first, every faulty line is named, and the others are added; the list goes on page by page', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openUsers(page)
    await page.getByRole('link', { name: 'Import from a CSV file' }).click()
    await page.getByRole('button', { name: 'Look at it first' }).click()
    await page.getByText('Please choose a file.').waitFor()
    await previewFile(page, 'Name,Phone\nx,y\n')
    await page.getByText(/^The first line must name the columns/).waitFor()

    const many = Array.from(
      { length: 60 },
      (_, at) => `NEW${at},Newcomer ${at},new${at}@harbor.example,,Elm Street`,
    )
    const faulty = ['BSMITH,Bill Again,bill@harbor.example,,', 'WRONG,Wanda Wrong,nowhere,123,Oak Street']
    const header = 'User name,Display name,E-mail,Cell phone,Location'
    await previewFile(
      page,
      Buffer.from(
        `${[header, 'ZOE,Zo\u00eb Hall,zoe@harbor.example,,', ...faulty, ...many].join('\r\n')}\r\n`,
        'latin1',
      ),
    )
    await page.getByText('61 people can be added.').waitFor()
    await page.getByText('so they were guessed').waitFor()
    await page.getByText(/^2 lines have faults and will be left out\./).waitFor()
    const faults = page.getByRole('table', { name: 'Lines with faults' }).locator('tbody').getByRole('row')
    const told = (await faults.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
    expect(told).toEqual([
      'Line 3 Bill Again User name: This user name is already used.',
      expect.stringMatching(
        /^Line 4 Wanda Wrong .*E-mail: .*Cell phone: .*Location: There is no location of this name/,
      ),
    ])
    await page.getByRole('cell', { name: 'Zoë Hall' }).waitFor()

    await page.getByRole('button', { name: 'Add and invite 61 people' }).click()
    await page.getByText('61 people were added. Those with an e-mail address are invited.').waitFor()
    await page.getByText('2 lines were left out.').waitFor()

    await openUsers(page)
    await page.getByText('The first 50 people.').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('68 people.', { exact: true }).waitFor()
    expect(new Set(await rows(page)).size).toBe(68)
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0)
    await expectNothingLeaked(office)
  })

  test('people are found by words, location and state, and sorted by a column; the address keeps it', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openUsers(page)
    await page.getByText('7 people.').waitFor()
    await page.getByRole('button', { name: 'User name' }).click()
    await expect
      .poll(() => userNames(page))
      .toEqual(['ADMIN', 'BSMITH', 'CBILLS', 'EGREEN', 'JJONES', 'MLOPEZ', 'NOPHONE'])
    await page.getByRole('button', { name: 'User name' }).click()
    await expect.poll(async () => (await userNames(page))[0]).toBe('NOPHONE')
    await page.getByRole('button', { name: 'Last sign-in' }).click()
    await page.getByRole('button', { name: 'Last sign-in' }).click()
    await expect.poll(async () => (await userNames(page))[0]).toBe('ADMIN')

    await page.getByLabel('Location').selectOption('Elm Street')
    await page.getByText('3 people.', { exact: true }).waitFor()
    await page.getByLabel('Search').fill('gre el')
    await page.getByText('1 person.', { exact: true }).waitFor()
    expect(await userNames(page)).toEqual(['EGREEN'])
    await page.reload()
    await page.getByText('1 person.', { exact: true }).waitFor()
    expect(await page.getByLabel('Search').inputValue()).toBe('gre el')
    await page.getByLabel('State').selectOption('Deactivated')
    await page.getByRole('paragraph').filter({ hasText: 'Nobody fits.' }).first().waitFor()
    await expectNothingLeaked(office)
  })

  test("R7.1 another person's ways are reset with a reason, which the person reads; then the password alone leads into set-up", async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPerson(page, 'Bill Smith')
    await page.getByRole('button', { name: reset }).click()
    const dialog = page.getByRole('dialog', { name: reset })
    await dialog.getByText(/^The ways to confirm of Bill Smith will be removed\./).waitFor()
    await dialog.getByRole('button', { name: 'Reset/Disable', exact: true }).click()
    await dialog.getByText('Please give a reason. The person will read it.').waitFor()
    await dialog.getByLabel('Reason').fill('Phone lost on the ferry')
    await dialog.getByRole('button', { name: 'Reset/Disable', exact: true }).click()
    await page.getByText(/^The ways to confirm are removed\. Until 7 May, 08:03,/).waitFor()
    await panel(page, 'History')
      .getByText(/Dana Reyes reset .*Bill Smith/)
      .first()
      .waitFor()
    const { body } = await letter(office, 'BSMITH', 'Your 2 factor authentication was reset (Harbor Agency)')
    expect(body).toContain('Phone lost on the ferry')

    const laptop = await newComputer(office)
    await beginSetUp(office, laptop, 'BSMITH')
    await seeStep(laptop, 'email')
    await expectNothingLeaked(office)
  })

  test('without the right to reset, the two buttons are not there', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPerson(page, 'Dana Reyes')
    await panel(page, 'Rights')
      .getByRole('checkbox', { name: 'Admin-Disable 2 Factor Authentication' })
      .uncheck()
    await page.getByRole('button', { name: 'Save the rights' }).click()
    await panel(page, 'Rights').getByText('Saved.').waitFor()
    await openPerson(page, 'Bill Smith')
    await panel(page, 'Ways to confirm').getByText('Text message').waitFor()
    await expect.poll(() => page.getByRole('button', { name: reset }).count()).toBe(0)
    await expectNothingLeaked(office)
  })

  test('R9.1 the last who administers users keeps the right, and cannot be deactivated', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPerson(page, 'Dana Reyes')
    const box = panel(page, 'Rights').getByRole('checkbox', { name: 'Administer Users' })
    await box.uncheck()
    await page.getByRole('button', { name: 'Save the rights' }).click()
    await panel(page, 'Rights').getByText('Somebody must keep the right to administer users.').waitFor()
    expect(await box.isChecked()).toBe(false)

    await page.getByRole('button', { name: 'Deactivate' }).click()
    await page
      .getByRole('dialog', { name: 'Deactivate Dana Reyes?' })
      .getByRole('button', { name: 'Deactivate' })
      .click()
    await panel(page, 'Signing in').getByText('Somebody must keep the right to administer users.').waitFor()
    await page.reload()
    await page.getByText(/^May sign in\./).waitFor()
    expect(await box.isChecked()).toBe(true)
    await expectNothingLeaked(office)
  })

  test('a deactivated person is out at once, and may come back', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    const page = await administrator(office)
    await openPerson(page, 'Bill Smith')
    await page.getByRole('button', { name: 'Deactivate' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
    await page.getByText('Deactivated: may not sign in.').waitFor()
    await laptop.goto('/')
    await laptop.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.getByRole('button', { name: 'Activate again' }).click()
    await page.getByText(/^May sign in\./).waitFor()
    await passTime(office, minute)
    await signInByEmail(office, laptop, 'BSMITH')
    await expectNothingLeaked(office)
  })

  test('the menu shows only what the rights allow, and the rest says whom to ask', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPerson(page, 'Carol Bills')
    await panel(page, 'Rights').getByRole('checkbox', { name: 'View Audit' }).check()
    await page.getByRole('button', { name: 'Save the rights' }).click()
    await panel(page, 'Rights').getByText('Saved.').waitFor()

    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'CBILLS')
    await laptop.getByRole('link', { name: 'Administration' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Audit' }).waitFor()
    const menu = laptop.getByRole('navigation', { name: 'Administration' })
    expect(await menu.getByRole('link').allInnerTexts()).toEqual(['Audit', 'Messages'])
    for (const path of [
      'users',
      'users/new',
      'users/import',
      'locations',
      'machines',
      'system/preferences',
    ]) {
      await laptop.goto(`/administration/${path}`)
      await laptop.getByText('You do not have the right to see this page.').waitFor()
    }
    await expectNothingLeaked(office)
  })

  test('the audit tells what happened in sentences, and behind a sign-in how it was decided', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openAudit(page)
    await page.getByRole('button', { name: /^Details Dana Reyes signed in/ }).click()
    await page.getByText('Would not have been asked if this computer had been proved once.').waitFor()
    await page.getByRole('button', { name: 'Everything about Dana Reyes' }).click()
    await page.getByText('Only what was done to Dana Reyes').waitFor()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.getByLabel('To day').fill('2026-05-03')
    await page.getByText('Nothing of that kind happened.').waitFor()
    await page.getByLabel('To day').fill('2026-05-04')
    await page
      .getByText(/^Dana Reyes signed in/)
      .first()
      .waitFor()
    await page.getByLabel('Event').selectOption('preference changed')
    await page.getByText('Nothing of that kind happened.').waitFor()
    await expectNothingLeaked(office)
  })
})

async function userNames(page: Parameters<typeof rows>[0]): Promise<string[]> {
  return page.locator('tbody td[data-label="User name"]').allInnerTexts()
}

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { minute } from '../../../server/base/duration.ts'
import { administrator, openSettings, save, seeSaved } from '../actions/administration.ts'
import { axeFindings, onNarrowScreen, tooWide } from '../actions/inspect.ts'
import { tabTo } from '../actions/keyboard.ts'
import { letter, mailboxOf, readCode } from '../actions/messages.ts'
import { newComputer, type Office, openOffice, passTime } from '../actions/office.ts'
import {
  openAudit,
  openLocations,
  openMachines,
  openMessages,
  openPerson,
  openUsers,
  panel,
  previewFile,
  rows,
} from '../actions/people.ts'
import { prove } from '../actions/profile.ts'
import { givePassword, seeCodeAsked, seeHome, signInByEmail, signOut } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('Machines', () => {
  test('R4.9 a machine shows who proved it and when it lapses; it is named and moved; revoked, it signs out and asks again', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await turnMachinesOn(page)
    const desk = await newComputer(office)
    // By the page: it is the page that keeps the key.
    await signInByEmail(office, desk, 'BSMITH')

    await openMachines(page)
    await page.getByLabel('State').selectOption('Recognized')
    await expect
      .poll(() => rows(page))
      .toEqual(['Chrome on Windows Recognized proved by the page’s key – Bill Smith, 4 May 08:03 3 June'])
    await page.getByRole('link', { name: 'Chrome on Windows' }).click()
    await panel(page, 'Who uses it').getByText('Bill Smith').waitFor()
    await page.getByLabel('Name').fill('Front desk 2')
    await page.getByLabel('Location').selectOption('Elm Street')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Front desk 2' }).waitFor()
    await page.getByText('Saved.').waitFor()

    await signOut(desk)
    await passTime(office, minute)
    await givePassword(office, desk, 'BSMITH')
    await seeHome(desk)
    await page.getByRole('button', { name: 'Revoke this machine' }).click()
    const dialog = page.getByRole('dialog', { name: 'Revoke Front desk 2?' })
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByText('The machine is revoked.').waitFor()
    await expect
      .poll(async () => (await rows(page))[0])
      .toMatch(/^Front desk 2 .* Not recognized by cookie Elm Street/)

    await desk.goto('/')
    await desk.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await givePassword(office, desk, 'BSMITH')
    await seeCodeAsked(desk, 'email')
    await expectNothingLeaked(office)
  })
})

describe('Locations', () => {
  test('are added, renamed and removed; their people go where the administrator says', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openLocations(page)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Please enter a name.').waitFor()
    await page.getByLabel('New location').fill('ELM street')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('There is a location of this name.').waitFor()
    expect(await page.getByLabel('New location').inputValue()).toBe('ELM street')
    await page.getByLabel('New location').fill('Oak Street')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Oak Street is added.').waitFor()

    await page.getByRole('button', { name: 'Rename Oak Street' }).click()
    await page.getByLabel('New name for Oak Street').fill('Oak Lane')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Remove Elm Street' }).click()
    await page.getByLabel('They move to').selectOption('Oak Lane')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Elm Street is removed.').waitFor()
    await page.getByRole('link', { name: '3 people at Oak Lane' }).click()
    await page.getByText('3 people.', { exact: true }).waitFor()
    await expectNothingLeaked(office)
  })
})

describe('Messages', () => {
  test('R8.3 what failed is shown with its reason, and is tried again', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPerson(page, 'Carol Bills')
    await page.getByLabel('E-mail').fill('carol@harbor.example')
    await panel(page, 'Profile').getByRole('button', { name: 'Save', exact: true }).click()
    await panel(page, 'Profile').getByText('Saved.').waitFor()
    await letter(office, 'CBILLS', 'Your e-mail address was changed (Harbor Agency)')
    await nothingUnderWay(office)
    // What the new address got holds no link, and is kept to be sent again.
    await fail(office, 'carol@harbor.example')

    await openMessages(page)
    await page.getByLabel('State').selectOption('Failed')
    await expect
      .poll(async () => (await rows(page))[0])
      .toContain('Carol Bills, carol@harbor.example Failed The mail server refused this address.')
    await page.getByRole('button', { name: /^Send again: E-mail: email changed to Carol Bills/ }).click()
    await page.getByText('It is on its way again.').waitFor()
    await page.getByLabel('State').selectOption('Sent')
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Look again' }).click()
        return (await rows(page)).join()
      })
      .toContain('carol@harbor.example')
    await expectNothingLeaked(office)
  })
})

describe('every page of the administration', () => {
  test('axe finds nothing in it, light and dark, and at 320 pixels nothing has to be moved sideways', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    const found: string[] = []
    await tour(page, async (state) => {
      found.push(...(await axeFindings(state, page)))
      found.push(...(await onNarrowScreen(page, () => tooWide(state, page))))
    })
    expect(found).toEqual([])
    await expectNothingLeaked(office)
  })

  test('by keyboard alone an administrator finds a person and enters a cell phone', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await tabTo(page, page.getByRole('link', { name: 'Administration', exact: true }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'System Preferences' }).waitFor()
    await page.goto('/administration/users')
    await page.getByText('7 people.').waitFor()
    await tabTo(page, page.getByLabel('Search'))
    await page.keyboard.type('noah')
    await page.getByText('1 person.', { exact: true }).waitFor()
    await tabTo(page, page.getByRole('link', { name: 'Noah Phelps' }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Noah Phelps' }).waitFor()
    await tabTo(page, page.getByLabel('Cell Phone'))
    await page.keyboard.type('5555550177')
    await page.keyboard.press('Enter')
    await panel(page, 'Profile').getByText('Saved.').waitFor()
    await expect.poll(() => page.getByLabel('Cell Phone').inputValue()).toBe('(555) 555-0177')
    await expectNothingLeaked(office)
  })

  test('a server that cannot be reached says so, and what was typed stays', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPerson(page, 'Noah Phelps')
    await page.context().setOffline(true)
    await page.getByLabel('Cell Phone').fill('5555550177')
    await page.getByLabel('Cell Phone').press('Enter')
    await panel(page, 'Profile')
      .getByText(/^We can't reach the server\./)
      .waitFor()
    expect(await page.getByLabel('Cell Phone').inputValue()).toBe('5555550177')
  })

  test('a sensitive change of oneself asks for a fresh proof when the last is old, and then goes on by itself', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await passTime(office, 15 * minute)
    await openPerson(page, 'Dana Reyes')
    await page.getByLabel('Cell Phone').fill('(555) 555-0199')
    await panel(page, 'Profile').getByRole('button', { name: 'Save', exact: true }).click()
    await prove(office, page, { userName: 'ADMIN', code: () => readCode(office, mailboxOf('ADMIN')) })
    await panel(page, 'Profile').getByText('It does not count yet').waitFor()
    await expectNothingLeaked(office)
  })
})

async function tour(page: Page, see: (state: string) => Promise<void>): Promise<void> {
  await openUsers(page)
  await page.getByText('7 people.').waitFor()
  await see('people')
  await page.getByLabel('Search').fill('zzz')
  await page.getByText('Nobody fits.').first().waitFor()
  await see('people, none found')
  await page.getByRole('link', { name: 'Add a person' }).click()
  await page.getByRole('button', { name: 'Add and invite' }).click()
  await expect.poll(() => page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  await see('a new person, refused')
  await page.goto('/administration/users/import')
  await previewFile(page, 'User name,Display name,E-mail\nBSMITH,Bill,x\nANN,Ann Lee,ann@harbor.example\n')
  await page.getByText('1 person can be added.').waitFor()
  await see('an import, looked at')
  await openPerson(page, 'Bill Smith')
  await see('a person')
  await page.getByRole('button', { name: 'Reset/Disable 2 Factor Authentication' }).click()
  await page.getByLabel('Reason').waitFor()
  await see('a person, reset asked')
  await page.keyboard.press('Escape')
  await openLocations(page)
  await page.getByRole('button', { name: 'Rename Elm Street' }).click()
  await see('locations')
  await openMachines(page)
  await page.getByRole('link', { name: 'Chrome on Windows' }).first().waitFor()
  await see('machines')
  await page.getByRole('link', { name: 'Chrome on Windows' }).first().click()
  await page.getByRole('button', { name: 'Revoke this machine' }).waitFor()
  await see('a machine')
  await openAudit(page)
  await page.getByRole('button', { name: /^Details Dana Reyes signed in/ }).click()
  await see('the audit')
  await openMessages(page)
  await page.getByText('E-mail: code').waitFor()
  await see('messages')
  await openSettings(page)
  await page.getByRole('checkbox').check()
  await page.getByRole('region', { name: 'If you turn this on now' }).waitFor()
  await see('settings, with the forecast')
}

async function turnMachinesOn(page: Page): Promise<void> {
  await openSettings(page)
  await page.getByRole('checkbox', { name: 'Unidentified Machine Authentication' }).check()
  await save(page)
  await seeSaved(page)
}

/** The outbox has written down how it went. */
async function nothingUnderWay({ server }: Office): Promise<void> {
  const { database } = server.world
  await expect
    .poll(() => database.selectFrom('messages').select('id').where('state', '=', 'waiting').execute())
    .toEqual([])
}

/** As the outbox leaves a message whose last try failed. */
async function fail({ server }: Office, recipient: string): Promise<void> {
  await server.world.database
    .updateTable('messages')
    .set({ state: 'failed', tries: 8, last_error: 'The mail server refused this address.' })
    .where('recipient', '=', recipient)
    .where('kind', '=', 'email-changed')
    .execute()
}

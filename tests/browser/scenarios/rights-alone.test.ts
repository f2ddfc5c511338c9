import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Right } from '../../../contract/words.ts'
import { grantRight } from '../../../server/features/rights/rights.store.ts'
import { idOf } from '../../support/set-up.ts'
import { letter } from '../actions/messages.ts'
import { newComputer, type Office, openOffice } from '../actions/office.ts'
import { openMachines, openPerson, openUsers, panel } from '../actions/people.ts'
import { beginSetUp, seeStep } from '../actions/set-up.ts'
import { enterByEmail } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const reset = 'Reset/Disable 2 Factor Authentication'

/** Bill Smith with one right and no other, signed in. */
async function billWith(office: Office, right: Right): Promise<Page> {
  const { world } = office.server
  const personId = await idOf(office.server, 'BSMITH')
  const { organization_id: organizationId } = await world.database
    .selectFrom('people')
    .select('organization_id')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  await grantRight(world, { organizationId, personId, right })
  const page = await newComputer(office)
  await enterByEmail(office, page, 'BSMITH')
  return page
}

const headings = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()

test('R7.1 a help desk that may only reset finds JJONES, sees who it is, and resets with a reason', async () => {
  const office = await openOffice()
  const page = await billWith(office, 'Admin-Disable 2 Factor Authentication')
  await openUsers(page)
  const menu = page.getByRole('navigation', { name: 'Administration' })
  expect(await menu.getByRole('link').allInnerTexts()).toEqual(['User Administration'])
  await page.getByLabel('Search').fill('jjones')
  await page.getByText('1 person.', { exact: true }).waitFor()
  expect(await page.getByRole('link', { name: 'Add a person' }).count()).toBe(0)
  expect(await page.getByLabel('Location').count()).toBe(0)

  await openPerson(page, 'Jan Jones')
  await panel(page, 'Profile').getByText('jjones@harbor.example').waitFor()
  expect(await headings(page)).toEqual(['Users', 'Profile', 'Ways to confirm'])
  expect(await page.getByRole('textbox').count()).toBe(0)
  await page.getByRole('button', { name: 'Setup 2 Factor Authentication' }).click()
  await page.getByText(/^Only Jan Jones can do this/).waitFor()
  await page.getByRole('button', { name: reset }).click()
  const dialog = page.getByRole('dialog', { name: reset })
  await dialog.getByLabel('Reason').fill('Phone lost on the ferry')
  await dialog.getByRole('button', { name: 'Reset/Disable', exact: true }).click()
  await page.getByText(/^The ways to confirm are removed\. Until 7 May, 08:03,/).waitFor()
  const { body } = await letter(office, 'JJONES', 'Your 2 factor authentication was reset (Harbor Agency)')
  expect(body).toContain('Phone lost on the ferry')

  await page.goto('/administration/users/new')
  await page.getByText(/^It needs the right “Administer Users”/).waitFor()
  const laptop = await newComputer(office)
  await beginSetUp(office, laptop, 'JJONES')
  await seeStep(laptop, 'email')
  await expectNothingLeaked(office)
})

test('R4.9 who may only administer machines finds them by location, and moves one', async () => {
  const office = await openOffice()
  const page = await billWith(office, 'Administer Machines')
  await openMachines(page)
  await page.getByRole('link', { name: 'Chrome on Windows' }).click()
  // The list has a field of this name too.
  await page.getByRole('heading', { level: 1, name: 'Chrome on Windows' }).waitFor()
  await page.getByLabel('Location').selectOption('Elm Street')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved.').waitFor()
  await openMachines(page)
  await page.getByLabel('Location').selectOption('Elm Street')
  await page.getByRole('link', { name: 'Chrome on Windows' }).waitFor()
  await page.getByLabel('Location').selectOption('Main Street')
  await page.getByText('No machine fits.').waitFor()
  await page.goto('/administration/users')
  await page
    .getByText(/^It needs the right “Administer Users” or “Admin-Disable 2 Factor Authentication”/)
    .waitFor()
  await expectNothingLeaked(office)
})

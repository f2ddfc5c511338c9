import { describe, expect, test } from 'vitest'
import { preferenceCodes } from '../../../contract/words.ts'
import { day } from '../../../server/base/duration.ts'
import { administrator, openPreference, openPreferences, save, seeSaved } from '../actions/administration.ts'
import { newComputer, openOffice, passTime } from '../actions/office.ts'
import {
  enterByEmail,
  givePassword,
  proveByEmail,
  seeHome,
  signInByEmail,
  signOut,
} from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('inside', () => {
  test('R5.13 home tells how the person got in today: a code now, or known since when', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await signInByEmail(office, laptop, 'BSMITH')
    const how = laptop.getByRole('region', { name: 'How you got in today' }).getByRole('listitem')
    expect(await how.allInnerTexts()).toEqual(['Password at 08:03', 'Code by e-mail at 08:03'])
    await laptop.getByText('If you do nothing, you are signed out at 08:33.').waitFor()
    await signOut(laptop)

    await passTime(office, 2 * day)
    await givePassword(office, laptop, 'BSMITH')
    await seeHome(laptop)
    expect(await how.allInnerTexts()).toEqual([
      'Password at 08:03',
      'No code was needed: you confirmed this computer and connection on 4 May.',
    ])
    await expectNothingLeaked(office)
  })

  test('whoever has signed out is asked again, also by the back button', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    await laptop.getByRole('button', { name: 'Bill Smith' }).click()
    await laptop.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await laptop.goBack()
    await laptop.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    expect(await laptop.getByText('Bill Smith').count()).toBe(0)
    await expectNothingLeaked(office)
  })

  test('somebody without the rights finds no way to the settings and the preferences', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    expect(await laptop.getByRole('link', { name: 'Administration' }).count()).toBe(0)
    await laptop.getByRole('button', { name: 'Bill Smith' }).click()
    await laptop.getByRole('banner').getByRole('button', { name: 'Sign out' }).waitFor()
    expect(await laptop.getByRole('link', { name: 'Settings' }).count()).toBe(0)
    for (const path of ['/settings', '/administration/system/preferences']) {
      await laptop.goto(path)
      await laptop.getByText('You do not have the right to see this page.').waitFor()
    }
    await expectNothingLeaked(office)
  })

  test('the preferences are sorted by the column that is clicked, and the other way round by a second click', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPreferences(page)
    const codes = () => page.getByRole('row').locator('code').allInnerTexts()
    const given = await codes()
    expect(given).toHaveLength(preferenceCodes.length)
    await page.getByRole('button', { name: 'Code', exact: true }).click()
    const sorted = await codes()
    expect(sorted.slice(0, 4)).toEqual(['2FA', '2FAFREQUENCY', '2FAMETHODS', '2FANETWORK'])
    expect(sorted.at(-1)).toBe('UMAIDLEDAYS')
    await page
      .getByRole('columnheader', { name: 'Code' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor()
    await page.getByRole('button', { name: 'Code', exact: true }).click()
    expect(await codes()).toEqual(sorted.toReversed())
    await page.getByRole('button', { name: 'Preference', exact: true }).click()
    expect((await codes()).at(-1)).toBe('SUPPORTLINK')
    await expectNothingLeaked(office)
  })

  test('a value that cannot be used is explained, nothing typed is lost, and the next one is saved and kept', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPreferences(page)
    await openPreference(page, 'Two factor authentication frequency')
    const field = page.getByLabel('Two factor authentication frequency')
    expect(await field.inputValue()).toBe('7')
    await field.fill('366')
    await save(page)
    await page.getByText(/^This must be a whole number of days from 0 to 365/).waitFor()
    expect(await field.inputValue()).toBe('366')
    await field.fill('14')
    await save(page)
    await seeSaved(page)
    await page.reload()
    await page.getByRole('row', { name: /2FAFREQUENCY 14 days/ }).waitFor()
    await expectNothingLeaked(office)
  })

  test('R2.1 another frequency applies from the next sign-in on', async () => {
    const office = await openOffice()
    const page = await administrator(office)
    await openPreferences(page)
    await openPreference(page, 'Two factor authentication frequency')
    await page.getByLabel('Two factor authentication frequency').fill('0')
    await save(page)
    await seeSaved(page)
    await page.goto('/')
    await seeHome(page)
    await signOut(page)
    await givePassword(office, page, 'ADMIN')
    await page.getByText(/because your organization asks for a code at every sign-in\.$/).waitFor()
    await expectNothingLeaked(office)
  })

  test('R5.12 people come back to the page they wanted, after the code as well', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await page.goto('/administration/system/preferences')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await proveByEmail(office, page, 'ADMIN')
    await page.getByRole('heading', { level: 1, name: 'System Preferences' }).waitFor()
    expect(page.url()).toBe(`${office.server.url}/administration/system/preferences`)
    await expectNothingLeaked(office)
  })

  test('R5.12 nobody is led to another site', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await enterByEmail(office, page, 'BSMITH')
    await signOut(page)
    for (const returnTo of elsewhere) {
      await page.goto(`/sign-in?${new URLSearchParams({ returnTo })}`)
      await givePassword(office, page, 'BSMITH')
      await seeHome(page)
      expect(page.url()).toBe(`${office.server.url}/`)
      await signOut(page)
    }
    await expectNothingLeaked(office)
  })
})

const elsewhere = [
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  'javascript:alert(1)',
]

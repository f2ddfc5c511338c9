import { beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, onNarrowScreen, tooWide } from '../actions/inspect.ts'
import { tabTo } from '../actions/keyboard.ts'
import { mailboxOf, readCode } from '../actions/messages.ts'
import { newComputer, openOffice } from '../actions/office.ts'
import { seeCodeAsked, seeHome } from '../actions/sign-in.ts'
import { tour } from '../actions/tour.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('for everybody', () => {
  const found: string[] = []
  const wide: string[] = []
  // One tour for both: it is long.
  beforeAll(async () => {
    const office = await openOffice()
    await tour(office, async (state, page) => {
      found.push(...(await axeFindings(state, page)))
      wide.push(...(await onNarrowScreen(page, () => tooWide(state, page))))
    })
    await expectNothingLeaked(office)
  })

  test('axe finds nothing on any page in any state, light and dark', () => {
    expect(found).toEqual([])
  })

  test('at 320 pixels no page in any state has to be moved sideways', () => {
    expect(wide).toEqual([])
  })

  test('a person who uses the keyboard alone signs in, sees where they are, and signs out', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await page.goto('/sign-in')
    await page.getByLabel('User name').waitFor()
    await tabTo(page, page.getByLabel('User name'))
    await page.keyboard.type('BSMITH')
    await tabTo(page, page.getByLabel('Password', { exact: true }))
    await page.keyboard.type(office.server.passwordOf('BSMITH'))
    await page.keyboard.press('Enter')
    await seeCodeAsked(page, 'email')
    await page.getByLabel('Code').and(page.locator(':focus')).waitFor()
    await page.keyboard.type(await readCode(office, mailboxOf('BSMITH')))
    await seeHome(page)
    await tabTo(page, page.getByRole('button', { name: 'Bill Smith' }))
    await page.keyboard.press('Enter')
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Bill Smith' }).and(page.locator(':focus')).waitFor()
    await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Sign out' }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await expectNothingLeaked(office)
  })
})

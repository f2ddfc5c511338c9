import { beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, onNarrowScreen, tooWide } from '../actions/inspect.ts'
import { seeFocus, tabTo } from '../actions/keyboard.ts'
import { mailboxOf, phones, readCode } from '../actions/messages.ts'
import { newComputer, openOffice } from '../actions/office.ts'
import { appCode, neverSetUp, scanPicture, seeSetUpComplete, seeStep } from '../actions/set-up.ts'
import { seeHome } from '../actions/sign-in.ts'
import { tourOfSetUp } from '../actions/tour-of-set-up.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const narrow = { viewport: { width: 320, height: 640 } }

describe('set-up, profile and passwords, for everybody', () => {
  const found: string[] = []
  const unhandy: string[] = []
  // One tour for both: it is long.
  beforeAll(async () => {
    const office = await openOffice()
    await tourOfSetUp(office, async (state, page) => {
      found.push(...(await axeFindings(state, page)))
      await onNarrowScreen(page, async () => {
        unhandy.push(...(await tooWide(state, page)))
        for (const small of await page.evaluate<string[]>(smallTargets)) unhandy.push(`${state}: ${small}`)
      })
    })
    await expectNothingLeaked(office)
  })

  test('axe finds nothing in any state, light and dark', () => {
    expect(found).toEqual([])
  })

  test('at 320 pixels nothing has to be moved sideways, and every target is as tall as a finger', () => {
    expect(unhandy).toEqual([])
  })

  test('the whole wizard by keyboard alone, at 320 pixels', async () => {
    const office = await openOffice()
    await neverSetUp(office, 'BSMITH')
    const page = await newComputer(office, narrow)
    const press = (key: string) => page.keyboard.press(key)
    const code = page.getByLabel('Code')
    await page.goto('/sign-in')
    await page.getByLabel('User name').waitFor()
    await tabTo(page, page.getByLabel('User name'))
    await page.keyboard.type('BSMITH')
    await tabTo(page, page.getByLabel('Password', { exact: true }))
    await page.keyboard.type(office.server.passwordOf('BSMITH'))
    await press('Enter')

    await seeStep(page, 'email')
    await tabTo(page, page.getByLabel('E-mail address'))
    await press('Enter')
    await seeFocus(page, code)
    await page.keyboard.type(await readCode(office, mailboxOf('BSMITH')))

    await seeFocus(page, page.getByRole('heading', { name: 'Get codes from an app on your phone' }))
    const { key } = await scanPicture(page)
    await tabTo(page, code)
    await page.keyboard.type(appCode(office, key))

    await seeFocus(page, page.getByRole('heading', { name: 'Get codes by text message' }))
    await tabTo(page, page.getByLabel('Cell phone number'))
    await page.keyboard.type('5555554217')
    await seeFocus(page, code)
    await page.keyboard.type(await readCode(office, phones.BSMITH))

    await seeFocus(page, page.getByRole('heading', { name: 'Which should we use first?' }))
    await tabTo(page, page.getByRole('radio', { name: 'E-mail' }))
    await press('ArrowDown')
    await press('ArrowDown')
    await seeFocus(page, page.getByRole('radio', { name: 'Text message' }))
    await page.getByText('Text message (Default)').waitFor()
    await press('Enter')
    await seeSetUpComplete(page)
    await tabTo(page, page.getByRole('button', { name: 'Continue' }))
    await press('Enter')
    await seeHome(page)
    await expectNothingLeaked(office)
  })
})

/** What can be clicked and is lower than 44 px, in a line of its own. */
const smallTargets = `[...document.querySelectorAll('button, a, input:not([type=radio]):not([type=checkbox])')]
  .filter((element) => element.checkVisibility() && getComputedStyle(element).display !== 'inline')
  .filter((element) => !element.closest('dialog') || document.querySelector('dialog[open]'))
  .filter((element) => !element.matches('[class*=skip]'))
  .filter((element) => element.getBoundingClientRect().height < 43.5)
  .map((element) => (element.textContent || element.name) + ' ' + element.getBoundingClientRect().height)`

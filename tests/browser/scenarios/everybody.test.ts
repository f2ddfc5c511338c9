import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, test } from 'vitest'
import { tabTo } from '../actions/keyboard.ts'
import { mailboxOf, readCode } from '../actions/messages.ts'
import { newComputer, openOffice } from '../actions/office.ts'
import { seeCodeAsked, seeHome } from '../actions/sign-in.ts'
import { tour } from '../actions/tour.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('for everybody', () => {
  test('axe finds nothing on any page in any state, light and dark', async () => {
    const office = await openOffice()
    const found: string[] = []
    await tour(office, async (state, page) => {
      const light = await new AxeBuilder({ page }).setLegacyMode().analyze()
      await page.emulateMedia({ colorScheme: 'dark' })
      const dark = await new AxeBuilder({ page }).setLegacyMode().withRules('color-contrast').analyze()
      await page.emulateMedia({ colorScheme: 'light' })
      for (const { id, nodes } of [...light.violations, ...dark.violations])
        found.push(`${state}: ${id} at ${nodes.map(({ target }) => target).join(' ')}`)
    })
    expect(found).toEqual([])
    await expectNothingLeaked(office)
  })

  test('at 320 pixels no page in any state has to be moved sideways', async () => {
    const office = await openOffice()
    const wide: string[] = []
    await tour(
      office,
      async (state, page) => {
        const width = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (width > 320) wide.push(`${state}: ${width}`)
      },
      { viewport: { width: 320, height: 640 } },
    )
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

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds where the page stands, in light colors and in dark ones. */
export async function axeFindings(state: string, page: Page): Promise<string[]> {
  const light = await axeOn(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await axeOn(page, { runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${state}: ${id} at ${nodes.map(({ target }) => target).join(' ')}`,
  )
}

/** Its half a megabyte of script stays in a document that has it. */
async function axeOn(page: Page, options: Parameters<AxeBuilder['options']>[0]) {
  const isThere = await page.evaluate<boolean>('window.axe !== undefined')
  return new AxeBuilder({ page, ...(isThere && { axeSource: 'true' }) })
    .setLegacyMode()
    .options({ ...options, resultTypes: ['violations'] })
    .analyze()
}

/** Looks at the same page on a screen of 320 pixels. */
export async function onNarrowScreen<Found>(page: Page, look: () => Promise<Found>): Promise<Found> {
  const usual = page.viewportSize()!
  await page.setViewportSize({ width: 320, height: 640 })
  const found = await look()
  await page.setViewportSize(usual)
  return found
}

/** Nothing where the page is no wider than the screen. */
export async function tooWide(state: string, page: Page): Promise<string[]> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  return width > 320 ? [`${state}: ${width} wide`] : []
}

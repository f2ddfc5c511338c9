import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** By the Tab key alone; wherever it stops on the way, the eye can see it. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(isFocusVisible)).toBe(true)
    if ((await wanted.and(page.locator(':focus')).count()) === 1) return
  }
  throw new Error(`twenty presses of the Tab key did not lead to ${wanted}`)
}

/** The focus is there by itself. */
export async function seeFocus(page: Page, wanted: Locator): Promise<void> {
  await wanted.and(page.locator(':focus')).waitFor()
}

/** A radio button shows its focus on the card around it. */
const isFocusVisible = `(() => {
  const shows = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  }
  const focused = document.activeElement
  return shows(focused) || (focused.type === 'radio' && shows(focused.closest('label')))
})()`

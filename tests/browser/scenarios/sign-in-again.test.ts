import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hour } from '../../../server/base/duration.ts'
import { chromiumSettings } from '../../support/chromium.ts'
import { codesQueued } from '../actions/messages.ts'
import { newComputer, openOffice, passTime } from '../actions/office.ts'
import { enterByEmail, givePassword, proveByEmail } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const ranOut =
  'Your session has run out, or was ended elsewhere. Please sign in again. What you typed will be there again.'

describe('the session runs out over a half-filled form (D2)', () => {
  test('it is said, and what was typed stands there again after signing in', async () => {
    const { office, page } = await typing()
    await passTime(office, 13 * hour)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(ranOut).waitFor()
    expect(await page.content()).not.toContain('Bobbie')
    await givePassword(office, page, 'BSMITH')
    await page.waitForURL(/\/profile$/)
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Bobbie Smith')
    await page.reload()
    await page
      .getByRole('button', { name: /^Change/ })
      .first()
      .waitFor()
    expect(await page.content()).not.toContain('Bobbie')
    await expectNothingLeaked(office)
  })

  test('whoever signs in next on this computer finds nothing of it', async () => {
    const { office, page } = await typing()
    await passTime(office, 13 * hour)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(ranOut).waitFor()
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('Bobbie')
    await proveByEmail(office, page, 'CBILLS')
    await page.waitForURL(/\/profile$/)
    await page
      .getByRole('button', { name: /^Change/ })
      .first()
      .waitFor()
    expect(await page.content()).not.toContain('Bobbie')
  })
})

test('where cookies are blocked it is said, and neither password nor code is sent (D1)', async () => {
  const office = await openOffice()
  const folder = mkdtempSync(join(tmpdir(), 'doorward-no-cookies-'))
  mkdirSync(join(folder, 'Default'))
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(blocked))
  const browser = await chromium.launchPersistentContext(folder, chromiumSettings({ hasSettings: true }))
  try {
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.goto(`${office.server.url}/sign-in`)
    await page.getByText(/^Your browser keeps no cookies from this page/).waitFor()
    await givePassword(office, page, 'BSMITH')
    await page.getByText(/^Your browser keeps no cookies from this page/).waitFor()
    // What the page wanted to ask by now comes before this.
    await page.evaluate("fetch('/api/health')")
    await expect.poll(() => asked).toContain('GET /api/health')
    expect(asked).toContain('GET /api/sign-in')
    expect(asked.filter((call) => call.startsWith('POST'))).toEqual([])
    expect(await codesQueued(office)).toBe(0)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Somebody at work in a form of their profile. */
async function typing() {
  const office = await openOffice()
  const page: Page = await newComputer(office)
  await enterByEmail(office, page, 'BSMITH')
  await page.goto('/profile')
  await page
    .getByRole('button', { name: /^Change/ })
    .first()
    .click()
  await page.getByLabel('Name', { exact: true }).fill('Bobbie Smith')
  return { office, page }
}

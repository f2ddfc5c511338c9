import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { RunnerTestCase } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { chromiumSettings } from './chromium.ts'
import { hintsFor, userAgents } from './user-agents.ts'

/** Somebody at a machine of their own: nothing is shared with anybody else, not even cookies. */
export interface NewPerson {
  /** Where the server under test answers; relative addresses start here. */
  at: string
  /** One of `userAgents`, or any other; Chrome on Windows when absent. */
  userAgent?: string
  /** The address the request seems to come from; the server under test must trust 127.0.0.1 as a proxy. */
  address?: string
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
}

/** Against hanging alone: a page that is slow is no fault here. */
const patience = 2 * minute
const pictures = join(import.meta.dirname, '..', '..', 'test-results')
const contexts: BrowserContext[] = []
let browser: Promise<Browser> | undefined

/** One Chromium for all tests of this process, started by the first who needs it; it ends with us. */
function openBrowser(): Promise<Browser> {
  browser ??= chromium.launch(chromiumSettings())
  return browser
}

/** A page in a fresh browser profile; gone when the test ends. */
export async function newPerson(person: NewPerson): Promise<Page> {
  const { at, address, viewport, colorScheme, userAgent = userAgents.chromeOnWindows } = person
  const context = await (await openBrowser()).newContext({
    baseURL: at,
    userAgent,
    viewport: viewport ?? { width: 1280, height: 800 },
    colorScheme: colorScheme ?? 'light',
    locale: 'en-US',
    timezoneId: 'UTC',
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    extraHTTPHeaders: {
      ...(address ? { 'X-Forwarded-For': address } : {}),
      ...hintsFor(userAgent),
    },
  })
  contexts.push(context)
  context.setDefaultTimeout(patience)
  return context.newPage()
}

/** What `newPerson` opened since; where the test failed, a picture of each page is kept. */
export async function closeComputers(test: RunnerTestCase): Promise<void> {
  const open = contexts.splice(0)
  if (test.result?.state === 'fail') await keepPictures(test.name, open)
  for (const context of open) await context.close()
}

async function keepPictures(test: string, open: readonly BrowserContext[]): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  const name = test.replace(/[^\w]+/g, '-').slice(0, 100)
  for (const [at, page] of open.flatMap((context) => context.pages()).entries())
    await page
      .screenshot({ path: join(pictures, `${name}-${at + 1}.png`), fullPage: true })
      .catch(() => undefined)
}

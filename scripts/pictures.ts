import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { mailboxOf, phones, readCode } from '../tests/browser/actions/messages.ts'
import type { Office } from '../tests/browser/actions/office.ts'
import { appCode, beginSetUp, neverSetUp, scanPicture, seeStep } from '../tests/browser/actions/set-up.ts'
import { enterCode, givePassword, seeCodeAsked, seeHome, signOut } from '../tests/browser/actions/sign-in.ts'
import { chromiumSettings } from '../tests/support/chromium.ts'
import { startServer } from '../tests/support/server.ts'

// Takes the pictures of the documentation from the running product. By hand, after a build: `node scripts/pictures.ts`.
const folder = join(import.meta.dirname, '..', 'docs', 'pictures')
const width = 1280
const margin = 24
/** Of the picture of sign-in: room for both cards. */
const height = 600

const server = await startServer()
// Pages take the server's time from this header: it has to be the time that stands still here.
server.app.server.prependListener('request', (_, response) => {
  response.setHeader('Date', server.clock.now().toUTCString())
})
const office: Office = { server, computers: [], addresses: [], underWay: new Set(), complaints: [] }
const browser = await chromium.launch(chromiumSettings())
try {
  await takeSignIn(browser)
  await takeSetUp(await newPage(browser, width))
} finally {
  await browser.close()
  await server.stop()
}

/** The page of the user name and that of the code, side by side. */
async function takeSignIn(browser: Browser): Promise<void> {
  const page = await newPage(browser, width / 2)
  await page.goto('/sign-in')
  await page.getByLabel('User name').waitFor()
  const halves = [await upperPart(page)]
  await givePassword(office, page, 'BSMITH')
  await seeCodeAsked(page, 'email')
  await page.getByText('It works for another').waitFor()
  halves.push(await upperPart(page))
  await enterCode(page, await readCode(office, mailboxOf('BSMITH')))
  await seeHome(page)
  await signOut(page)

  const both = await browser.newPage({ viewport: { width, height } })
  const images = halves.map((half) => `<img alt="" src="data:image/png;base64,${half.toString('base64')}">`)
  await both.setContent(`<body style="margin: 0; display: flex">${images.join('')}</body>`)
  await both.screenshot({ path: join(folder, 'sign-in.png') })
}

async function upperPart(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0)
  const y = await aboveLogo(page)
  return page.screenshot({ clip: { x: 0, y, width: width / 2, height } })
}

/** Every step of the wizard as it is first seen, and with the code on its way. */
async function takeSetUp(page: Page): Promise<void> {
  await neverSetUp(office, 'BSMITH')
  await page.goto('/sign-in')
  await page.getByText(/^Two factor authentication is on/).waitFor()
  await take(page, 'bottom-message')
  await beginSetUp(office, page, 'BSMITH')
  await seeStep(page, 'email')
  await take(page, 'email')
  await page.getByRole('button', { name: 'Email Token' }).click()
  await page.getByText(`We sent a code to ${mailboxOf('BSMITH')}.`).waitFor()
  await take(page, 'email-code')
  await enterCode(page, await readCode(office, mailboxOf('BSMITH')))

  await seeStep(page, 'app')
  const { key } = await scanPicture(page)
  await take(page, 'app')
  await enterCode(page, appCode(office, key))

  await seeStep(page, 'text')
  await take(page, 'text')
  await page.getByLabel('Cell phone number').pressSequentially('5555554217')
  await page.getByText(/^Sent to /).waitFor()
  await take(page, 'text-code')
  await enterCode(page, await readCode(office, phones.BSMITH))

  await seeStep(page, 'finish')
  await take(page, 'default')
  await page.getByRole('radio', { name: 'Text message' }).check()
  await page.getByText('Text message (Default)').waitFor()
  await take(page, 'default-another')
  await page.getByRole('button', { name: 'OK' }).click()
  await page.getByText(/we won't ask for 7 days/).waitFor()
  await take(page, 'complete')
}

/** As wide as the window, from the logo to the end of what stands there. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  const y = await aboveLogo(page)
  const end = await page.evaluate<number>(
    `Math.max(...[...document.querySelectorAll('main *')].map((part) => part.getBoundingClientRect().bottom)) + scrollY`,
  )
  const clip = { x: 0, y, width, height: Math.ceil(end - y + margin) }
  await page.screenshot({ path: join(folder, `set-up-${name}.png`), clip, fullPage: true })
}

/** The banner of trial mode, and what is empty below it, stay out of the pictures. */
function aboveLogo(page: Page): Promise<number> {
  return page.evaluate<number>(
    `Math.floor(document.querySelector('svg').getBoundingClientRect().top + scrollY) - ${margin}`,
  )
}

async function newPage(browser: Browser, width: number): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  await context.clock.setFixedTime(server.clock.now())
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { day, minute } from '../../../server/base/duration.ts'
import { codesQueued, letter, mailboxOf, phones, readCode } from '../actions/messages.ts'
import { homeAddress, newComputer, type Office, openOffice, passTime } from '../actions/office.ts'
import {
  appCode,
  beginSetUp,
  chooseDefault,
  confirmApp,
  confirmEmail,
  confirmText,
  goOn,
  neverSetUp,
  scanPicture,
  seeSetUpComplete,
  seeStep,
  skip,
  stepper,
} from '../actions/set-up.ts'
import { enterCode, givePassword, seeCodeAsked, seeHome, signOut } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

async function officeWithNewcomer(userName = 'BSMITH') {
  const office = await openOffice()
  await neverSetUp(office, userName)
  return { office, page: await newComputer(office) }
}

describe('2 Factor Authentication Setup, right after the password', () => {
  test('all three ways, with a real mailbox, picture and phone; the chosen one is asked for next time', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(mailboxOf('BSMITH'))
    expect(await stepper(page)).toEqual([
      'E-mail (now)',
      'App (later)',
      'Text message (later)',
      'Finish (later)',
    ])
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await seeStep(page, 'app')
    expect(await stepper(page)).toEqual([
      'E-mail (done)',
      'App (now)',
      'Text message (later)',
      'Finish (later)',
    ])
    await confirmApp(office, page)
    await confirmText(office, page, phones.BSMITH)
    await seeStep(page, 'finish')
    expect(await page.getByRole('radio').count()).toBe(3)
    expect(await page.getByRole('radio', { name: 'E-mail' }).isChecked()).toBe(true)
    await chooseDefault(page, 'Text message')
    await seeSetUpComplete(page)
    await page.getByText("Next time, on this computer and network, we won't ask for 7 days.").waitFor()
    await goOn(page)
    await seeHome(page)

    await signOut(page)
    await givePassword(office, page, 'BSMITH')
    await seeHome(page)
    await signOut(page)
    await passTime(office, 7 * day)
    await givePassword(office, page, 'BSMITH')
    await seeCodeAsked(page, 'text')
    await expectNothingLeaked(office)
  })

  test('R6.4 a number mended inside keeps its caret, and no code leaves while one is still at it (C1)', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await seeStep(page, 'text')
    await page.clock.pauseAt(new Date(office.server.clock.now().getTime() + 1000))
    const codes = await codesQueued(office)
    const asked = () => office.addresses.filter((address) => address.endsWith('/api/enrollment/text')).length
    const field = page.getByLabel('Cell phone number')
    await field.pressSequentially('55555542')
    expect(await field.inputValue()).toBe('(555) 555-42')
    await field.press('Home')
    for (let at = 0; at < 3; at++) await field.press('ArrowRight')
    await field.pressSequentially('12')
    expect(await field.inputValue()).toBe('(55125) 555-42')
    expect(await field.evaluate((input: { selectionStart: number }) => input.selectionStart)).toBe(5)
    await page.clock.runFor(60_000)
    expect(asked()).toBe(0)

    await field.press('Backspace')
    await field.press('Backspace')
    await field.press('End')
    await field.pressSequentially('17')
    await page.clock.runFor(999)
    expect(asked()).toBe(0)
    await page.clock.runFor(1)
    await page.getByText('Sent to (555) 555-4217.').waitFor()
    expect(asked()).toBe(1)
    expect(await codesQueued(office)).toBe(codes + 1)
  })

  test('R6.1, R6.2 e-mail cannot be skipped, not even by its address in the bar, but go elsewhere, which is told; until it is finished nothing else opens', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    expect(await page.getByRole('button', { name: 'Skip' }).count()).toBe(0)
    for (const step of ['app', 'text', 'finish']) {
      await page.goto(`/sign-in?setup=${step}`)
      await seeStep(page, 'email')
    }

    await page.getByLabel('E-mail address').fill('bill@home.example')
    await confirmEmail(office, page, 'bill@home.example')
    await seeStep(page, 'app')
    await letter(office, 'BSMITH', 'Your codes go to another address (Harbor Agency)')

    for (const address of ['/', '/profile', '/profile/set-up', '/administration/system/preferences']) {
      await page.goto(address)
      await page.waitForURL(/\/sign-in/)
      await seeStep(page, 'app')
    }
  })

  test('e-mail alone: nothing is left to choose, so the default is not asked for', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await skip(page, 'text')
    await seeSetUpComplete(page)
    await goOn(page)
    await seeHome(page)
  })

  test('ways the organization has left out are not spoken of', async () => {
    const { office, page } = await officeWithNewcomer()
    const { organization_id } = await office.server.world.database
      .selectFrom('people')
      .select('organization_id')
      .where('user_name', '=', 'BSMITH')
      .executeTakeFirstOrThrow()
    await office.server.world.database
      .insertInto('preferences')
      .values({ organization_id, code: '2FAMETHODS', value: 'email,text' })
      .execute()
    await beginSetUp(office, page, 'BSMITH')
    expect(await stepper(page)).toEqual(['E-mail (now)', 'Text message (later)', 'Finish (later)'])
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await seeStep(page, 'text')
  })

  test('three wrong codes end it: back to the password, and what was finished stays finished', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await seeStep(page, 'app')
    const { key } = await scanPicture(page)
    const wrong = String((Number(appCode(office, key)) + 1) % 1_000_000).padStart(6, '0')
    await enterCode(page, wrong)
    await page.getByText("That's not the code. 2 tries left.").waitFor()
    await enterCode(page, wrong)
    await page.getByText("That's not the code. 1 try left.").waitFor()
    await enterCode(page, wrong)
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await passTime(office, minute)
    await goOnWithSetUp(office, page)
    await seeStep(page, 'app')
  })
})

describe('R6.6 the wizard survives', () => {
  test('a reload, with the code on its way: the same screen, and nothing is sent', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await page.getByRole('button', { name: 'Email Token' }).click()
    const code = await readCode(office, mailboxOf('BSMITH'))
    await page.reload()
    await page.getByText(`We sent a code to ${mailboxOf('BSMITH')}.`).waitFor()
    expect(await codesQueued(office)).toBe(1)
    await enterCode(page, code)
    await skip(page, 'app')
    await seeStep(page, 'text')
    await page.getByLabel('Cell phone number').pressSequentially('5555554217')
    const textCode = await readCode(office, phones.BSMITH)
    await page.reload()
    await page.getByText('Sent to (555) 555-4217.').waitFor()
    expect(await codesQueued(office)).toBe(2)
    await enterCode(page, textCode)
    await chooseDefault(page)
    await seeSetUpComplete(page)
  })

  test('back and forward: a finished step shows that it is finished', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    await seeStep(page, 'text')
    await page.goBack()
    await seeStep(page, 'app')
    await page.goBack()
    await page.getByText(`Codes can be sent by e-mail to ${mailboxOf('BSMITH')}.`).waitFor()
    await goOn(page)
    await confirmApp(office, page)
    await seeStep(page, 'text')
    await page.goBack()
    await page.getByText('Your authenticator app is set up.').waitFor()
    await page.goForward()
    await skip(page, 'text')
    await seeStep(page, 'finish')
    expect(await page.getByRole('radio').count()).toBe(2)
    await chooseDefault(page, 'Authenticator app')
    await seeSetUpComplete(page)
  })

  test('another day, and another machine: finished methods stay finished', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await confirmApp(office, page)
    await seeStep(page, 'text')

    await passTime(office, day)
    const tablet = await newComputer(office, { address: homeAddress })
    await goOnWithSetUp(office, tablet)
    await seeStep(tablet, 'text')
    expect(await stepper(tablet)).toEqual([
      'E-mail (done)',
      'App (done)',
      'Text message (now)',
      'Finish (later)',
    ])
    await skip(tablet, 'text')
    await chooseDefault(tablet, 'Authenticator app')
    await seeSetUpComplete(tablet)
    await goOn(tablet)
    await seeHome(tablet)
  })

  test('another window: what was finished there is finished here', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    const window = await page.context().newPage()
    await window.goto('/sign-in')
    await confirmEmail(office, window, mailboxOf('BSMITH'))
    await skip(window, 'app')
    await skip(window, 'text')
    await seeSetUpComplete(window)
    await page.bringToFront()
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    await seeHome(page)
  })

  test('giving up: "Not now" leads back to sign in', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await page.getByRole('button', { name: 'Not now: back to sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  })
})

describe('what somebody may type', () => {
  test('no e-mail address: the field says so, and nothing is sent', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    const field = page.getByLabel('E-mail address')
    for (const typed of ['bill', 'bill@', 'a@b@c.example', '']) {
      await field.fill(typed)
      await page.getByRole('button', { name: 'Email Token' }).click()
      await expect.poll(() => field.getAttribute('aria-invalid'), { message: typed }).toBe('true')
      await field.fill('bill@harbor.example')
    }
    expect(await codesQueued(office)).toBe(0)
  })

  test('no cell phone: a sentence says why, and nothing is sent; abroad, what is complete is sent to by itself', async () => {
    const { office, page } = await officeWithNewcomer()
    await beginSetUp(office, page, 'BSMITH')
    await confirmEmail(office, page, mailboxOf('BSMITH'))
    await skip(page, 'app')
    const field = page.getByLabel('Cell phone number')
    for (const [typed, sentence] of unusable) {
      await field.fill(typed)
      await page.getByText(sentence).waitFor()
    }
    expect(await codesQueued(office)).toBe(1)

    await field.fill('')
    await field.pressSequentially('+447911123456')
    await page.getByText('Sent to +44 7911 123456.').waitFor()
    await enterCode(page, await readCode(office, '+447911123456'))
    await seeStep(page, 'finish')
  })
})

const unusable = [
  ['555-555-4217 ext. 12', /without an extension/],
  ['(800) 555-4217', /landline or service number/],
  ['55555542171', /digits only/],
] as const

/** Something is set up already: it is asked for before set-up goes on (T10). */
async function goOnWithSetUp(office: Office, page: Page): Promise<void> {
  await givePassword(office, page, 'BSMITH')
  await seeCodeAsked(page, 'email')
  await enterCode(page, await readCode(office, mailboxOf('BSMITH')))
}

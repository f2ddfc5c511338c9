import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { minute, second } from '../../../server/base/duration.ts'
import { codesBeginningWith } from '../actions/known-code.ts'
import { codesQueued, mailboxOf, phones, readCode, wrongCode } from '../actions/messages.ts'
import { newComputer, type Office, openOffice, passTime } from '../actions/office.ts'
import { enterCode, givePassword, seeCodeAsked, seeHome, whyAsked } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('entering the code', () => {
  test('R5.8 three wrong codes end the sign-in, and the third right one is of no use any more', async () => {
    const { office, page, code } = await askedForCode()
    await enterCode(page, wrongCode(code))
    await page.getByText("That's not the code. 2 tries left.").waitFor()
    await enterCode(page, wrongCode(code))
    await page.getByText("That's not the code. 1 try left.").waitFor()
    await enterCode(page, wrongCode(code))
    await page.getByText('That was the third try. Please sign in again.').waitFor()
    await page.getByLabel('User name').waitFor()
    await page.reload()
    await page.getByLabel('User name').waitFor()
    await expectNothingLeaked(office)
  })

  test('R5.8 asking for another code does not restart the count', async () => {
    const { office, page, code } = await askedForCode()
    await enterCode(page, wrongCode(code))
    await page.getByText('2 tries left.').waitFor()
    await passTime(office, 20 * second)
    await page.getByRole('button', { name: 'Send it again' }).click()
    await page.getByText('We sent it again to b•••@harbor.example.').waitFor()
    await enterCode(page, wrongCode(code))
    await page.getByText('1 try left.').waitFor()
    await expectNothingLeaked(office)
  })

  test('R5.5 "send it again" sends the code of the present minute, and the earlier one still works', async () => {
    const { office, page, code } = await askedForCode()
    await passTime(office, minute)
    await page.getByRole('button', { name: 'Send it again' }).click()
    await page.getByText('We sent it again to b•••@harbor.example.').waitFor()
    expect(await codesQueued(office)).toBe(2)
    expect(await readCode(office, mailboxOf('BSMITH'))).not.toBe(code)
    await enterCode(page, code)
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('asking again too soon says how long to wait, and sends nothing', async () => {
    const { office, page } = await askedForCode()
    await page.getByRole('button', { name: 'Send it again' }).click()
    await page
      .getByRole('status')
      .filter({ hasText: 'We have sent it already. You can try again in 15 seconds.' })
      .waitFor()
    expect(await codesQueued(office)).toBe(1)
    await expectNothingLeaked(office)
  })

  test('R5.11 reload, back and a second tab show the same question, send nothing and skip nothing', async () => {
    const { office, page, code } = await askedForCode()
    const sentence = await whyAsked(page)
    await passTime(office, 30 * second)

    await page.reload()
    await seeCodeAsked(page, 'email')
    expect(await whyAsked(page)).toBe(sentence)

    await page.goto('/trial')
    await page.goBack()
    await seeCodeAsked(page, 'email')

    const secondTab = await page.context().newPage()
    await secondTab.goto('/')
    await seeCodeAsked(secondTab, 'email')
    expect(await whyAsked(secondTab)).toBe(sentence)
    expect(await codesQueued(office)).toBe(1)

    await enterCode(page, code)
    await seeHome(page)
    await enterCode(secondTab, code)
    await seeHome(secondTab)
    expect(await codesQueued(office)).toBe(1)
    await expectNothingLeaked(office)
  })

  test('the last digit submits by itself, and so does a pasted code with spaces around and between', async () => {
    const { office, page, code } = await askedForCode()
    await page.getByLabel('Code').pressSequentially(code.slice(0, 5))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Please enter all 6 digits.').waitFor()
    await paste(page, ` ${code.slice(0, 3)} ${code.slice(3)}\n`)
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('the page that waits for a mail says who sends it, and where else to look (S8)', async () => {
    const { page } = await askedForCode()
    await page
      .getByText('It comes from doorward@localhost.example. Nothing there? Look in your junk mail, too.')
      .waitFor()
  })

  test('a message that holds other numbers too is pasted whole, and its code is checked (C9)', async () => {
    const { office, page, code } = await askedForCode()
    await paste(page, `Your Route 66 Agency code is ${code}`)
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('a code pasted while "Send it again" is under way is checked when that is over (C14)', async () => {
    const { office, page, code } = await askedForCode()
    await passTime(office, 20 * second)
    const sending = await holdCalls(page, '**/api/sign-in/send-again')
    await page.getByRole('button', { name: 'Send it again' }).click()
    await sending.begun
    await paste(page, code)
    await pageHasAsked(page, office)
    expect(office.addresses.filter((address) => address.endsWith('/api/sign-in/code'))).toEqual([])
    sending.release()
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('a code that has run out is said to have, and the button sends a new one that works', async () => {
    const { office, page, code } = await askedForCode()
    await passTime(office, 2 * minute)
    await page.getByText('That code has run out. We can send a new one.').waitFor()
    await enterCode(page, code)
    await page.getByText('That code has run out. We can send a new one.').waitFor()
    await page.getByRole('button', { name: 'Send a new code' }).click()
    await page.getByText('We sent it again to b•••@harbor.example.').waitFor()
    await enterCode(page, await readCode(office, mailboxOf('BSMITH')))
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('R5.3 try another way: the code comes by text message, and the e-mailed one is of no use any more', async () => {
    const { office, page, code } = await askedForCode()
    await page.getByRole('button', { name: 'Try another way' }).click()
    await page.getByRole('button', { name: /^Text message to \(•••\) •••-4217/ }).click()
    await seeCodeAsked(page, 'text')
    await enterCode(page, code)
    await page.getByText("That's not the code. 2 tries left.").waitFor()
    await enterCode(page, await readCode(office, phones.BSMITH))
    await seeHome(page)
    await page.getByText(/^Code by text message/).waitFor()
    await expectNothingLeaked(office)
  })

  test('R5.5 a code keeps its leading zero, in the message and in the field', async () => {
    const now = new Date('2026-05-04T08:03:00Z')
    const office = await openOffice({ now, overrides: { random: codesBeginningWith('0', now) } })
    const page = await newComputer(office)
    await givePassword(office, page, 'BSMITH')
    await seeCodeAsked(page, 'email')
    const code = await readCode(office, mailboxOf('BSMITH'))
    expect(code).toMatch(/^0\d{5}$/)
    await enterCode(page, String(Number(code)))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Please enter all 6 digits.').waitFor()
    await page.getByLabel('Code').fill(code)
    await seeHome(page)
    await expectNothingLeaked(office)
  })
})

async function askedForCode(): Promise<{ office: Office; page: Page; code: string }> {
  const office = await openOffice()
  const page = await newComputer(office)
  await givePassword(office, page, 'BSMITH')
  await seeCodeAsked(page, 'email')
  return { office, page, code: await readCode(office, mailboxOf('BSMITH')) }
}

/** Calls to an address wait until they are released. */
async function holdCalls(
  page: Page,
  address: string,
): Promise<{ begun: Promise<void>; release: () => void }> {
  const begun = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    begun.resolve()
    await released.promise
    await route.continue()
  })
  return { begun: begun.promise, release: released.resolve }
}

/** A call made after all that the page wanted to ask so far. */
async function pageHasAsked(page: Page, office: Office): Promise<void> {
  await page.evaluate("fetch('/api/health')")
  await expect.poll(() => office.addresses.at(-1)).toBe(`${office.server.url}/api/health`)
}

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  await page.getByLabel('Code').fill('')
  await page.getByLabel('Code').press('Control+V')
}

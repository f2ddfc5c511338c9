import { describe, expect, test } from 'vitest'
import { kept, letter, phones, readCode } from '../actions/messages.ts'
import { byEmailAlone, newComputer, openOffice } from '../actions/office.ts'
import { choosePassword, forgetPassword, linkIn, seePasswordSaved, signInWith } from '../actions/password.ts'
import { enterByEmail, enterCode, givePassword, seeCodeAsked, seeHome } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const subject = 'A new password for Harbor Agency'
const chosen = 'seven quiet harbor lamps'

describe('a forgotten password', () => {
  test('a link by e-mail lets the person choose another, once another way than the mailbox is proved (T1)', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await forgetPassword(page, 'BSMITH')
    await page.goto(linkIn(await letter(office, 'BSMITH', subject)))
    await page.getByText(/your mailbox alone is not enough/).waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await page.getByRole('button', { name: 'Confirm that it is you' }).click()
    await seeCodeAsked(page, 'text')
    await enterCode(page, await readCode(office, phones.BSMITH))
    await page.getByText('Thank you, Bill Smith.').waitFor()

    await choosePassword(page, 'password1234')
    await expect.poll(() => page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true')
    await choosePassword(page, 'short')
    await expect.poll(() => page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true')
    await choosePassword(page, chosen)
    await seeHome(page)
    await expectNothingLeaked(office)
  })

  test('at the code, "Change your password" gives the sign-in up and leads to the link', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await givePassword(office, page, 'BSMITH')
    await seeCodeAsked(page, 'email')
    await page.getByRole('button', { name: 'Change your password' }).click()
    await page.getByRole('heading', { level: 1, name: 'Forgot your password?' }).waitFor()
    await page.getByLabel('User name').fill('BSMITH')
    await page.getByRole('button', { name: 'Send the link' }).click()
    expect(linkIn(await letter(office, 'BSMITH', subject))).toContain('/password#')
    await page.getByRole('link', { name: 'Back to sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await expectNothingLeaked(office)
  })

  test('a computer that was known asks again after it, and whoever was signed in is not any more', async () => {
    const office = await openOffice()
    await byEmailAlone(office)
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    const other = await newComputer(office)
    await forgetPassword(other, 'BSMITH')
    await other.goto(linkIn(await letter(office, 'BSMITH', subject)))
    await choosePassword(other, chosen)
    await seePasswordSaved(other)
    await laptop.goto('/')
    await laptop.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await signInWith(laptop, 'BSMITH', chosen)
    await seeCodeAsked(laptop, 'email')
  })

  test('the link works once', async () => {
    const office = await openOffice()
    await byEmailAlone(office)
    const page = await newComputer(office)
    await forgetPassword(page, 'BSMITH')
    const link = linkIn(await letter(office, 'BSMITH', subject))
    await page.goto(link)
    await choosePassword(page, chosen)
    await seePasswordSaved(page)
    await page.goto('/trial')
    await page.goto(link)
    await page.getByText('This link has been used or has run out.').waitFor()
    await page.getByRole('link', { name: 'Ask for another link' }).waitFor()
  })

  test('for a user name nobody has, the same words, and nothing is sent', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await forgetPassword(page, 'NOBODY')
    await page.getByText(/^If we know this user name/).waitFor()
    await forgetPassword(page, 'BSMITH')
    await page.getByText(/^If we know this user name/).waitFor()
    await letter(office, 'BSMITH', subject)
    expect(await kept(office)).toHaveLength(1)
  })
})

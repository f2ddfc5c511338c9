import { describe, expect, test } from 'vitest'
import { day } from '../../../server/base/duration.ts'
import { codesQueued, mailboxOf, readCode } from '../actions/messages.ts'
import { newComputer, openOffice, passTime } from '../actions/office.ts'
import {
  comesAfterPassword,
  enterCode,
  givePassword,
  seeCodeAsked,
  seeHome,
  signInByEmail,
  signOut,
  whyAsked,
} from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('two people at once', () => {
  test('two browsers of one kind on one address are two computers, and a copied cookie is worth nothing (R15.2)', async () => {
    const office = await openOffice()
    const [bills, carols] = [await newComputer(office), await newComputer(office)]
    await Promise.all([signInByEmail(office, bills, 'BSMITH'), signInByEmail(office, carols, 'CBILLS')])
    await Promise.all([signOut(bills), signOut(carols)])
    await passTime(office, day)

    await givePassword(office, bills, 'CBILLS')
    await givePassword(office, carols, 'BSMITH')
    expect(await comesAfterPassword(bills)).toBe('email')
    expect(await comesAfterPassword(carols)).toBe('email')

    for (const page of [bills, carols]) await page.getByRole('button', { name: 'Not you?' }).click()
    await givePassword(office, bills, 'BSMITH')
    await givePassword(office, carols, 'CBILLS')
    expect(await comesAfterPassword(bills)).toBe('home')
    expect(await comesAfterPassword(carols)).toBe('home')
    await Promise.all([signOut(bills), signOut(carols)])

    const copy = await newComputer(office)
    await copy.context().addCookies(await bills.context().cookies())
    await givePassword(office, copy, 'BSMITH')
    expect(await comesAfterPassword(copy)).toBe('email')
    expect(await whyAsked(copy)).toContain('because this browser could not show that it is the one we know.')
    await givePassword(office, bills, 'BSMITH')
    expect(await comesAfterPassword(bills)).toBe('home')

    // A key that the browser has lost is asked for once, and another takes its place.
    await carols.evaluate(`new Promise((gone) => (indexedDB.deleteDatabase('doorward').onsuccess = gone))`)
    await signInByEmail(office, carols, 'CBILLS')
    await signOut(carols)
    await givePassword(office, carols, 'CBILLS')
    expect(await comesAfterPassword(carols)).toBe('home')
    await expectNothingLeaked(office)
  })

  test('in two windows of one browser the later sign-in counts, and the code of the earlier one opens nothing', async () => {
    const office = await openOffice()
    const first = await newComputer(office)
    await givePassword(office, first, 'BSMITH')
    await seeCodeAsked(first, 'email')
    const billsCode = await readCode(office, mailboxOf('BSMITH'))

    const second = await first.context().newPage()
    await second.goto('/sign-in')
    await second.getByRole('button', { name: 'Not you?' }).click()
    await givePassword(office, second, 'CBILLS')
    await seeCodeAsked(second, 'email')
    const carolsCode = await readCode(office, mailboxOf('CBILLS'))

    await enterCode(first, billsCode)
    await first.getByText("That's not the code. 2 tries left.").waitFor()
    await enterCode(second, carolsCode)
    await seeHome(second)
    await second.getByRole('heading', { name: /Carol Bills$/ }).waitFor()
    expect(await codesQueued(office)).toBe(2)

    await signOut(second)
    await signInByEmail(office, second, 'BSMITH')
    await signOut(second)
    for (const userName of ['CBILLS', 'BSMITH']) {
      await passTime(office, day)
      await givePassword(office, second, userName)
      await seeHome(second)
      await signOut(second)
    }
    await expectNothingLeaked(office)
  })
})

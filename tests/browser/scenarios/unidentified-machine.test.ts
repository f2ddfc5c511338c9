import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { day } from '../../../server/base/duration.ts'
import { findOrganization } from '../../../server/features/organizations/organizations.store.ts'
import { savePreference } from '../../../server/features/preferences/preferences.store.ts'
import { turnToMachinesAlone } from '../actions/administration.ts'
import { codesQueued, phones } from '../actions/messages.ts'
import { newComputer, type Office, openOffice, passTime } from '../actions/office.ts'
import { givePassword, seeCodeAsked, seeHome, signInByText, signOut, whyAsked } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

const bill = { userName: 'BSMITH', phone: phones.BSMITH }
const carol = { userName: 'CBILLS', phone: phones.CBILLS }

describe('Unidentified Machine Authentication alone', () => {
  test('an administrator switches it on; then on an unrecognized computer the code goes to the cell phone, and by no other way', async () => {
    const office = await openOffice()
    await turnToMachinesAlone(office)
    const frontDesk = await newComputer(office)
    await givePassword(office, frontDesk, 'BSMITH')
    await seeCodeAsked(frontDesk, 'text')
    expect(await whyAsked(frontDesk)).toBe(
      'We sent a 6-digit code to (•••) •••-4217 because nobody in your organization has confirmed on this computer before.',
    )
    await frontDesk.getByRole('button', { name: 'Try another way' }).click()
    await frontDesk.getByText('There is no other way set up for you.').waitFor()
    await expectNothingLeaked(office)
  })

  test('once one colleague has proved the computer, others sign in there without a code', async () => {
    const office = await officeWithMachinesAlone()
    const frontDesk = await newComputer(office)
    await signInByText(office, frontDesk, bill)
    await signOut(frontDesk)
    const before = await codesQueued(office)
    for (const userName of ['CBILLS', 'NOPHONE']) {
      await givePassword(office, frontDesk, userName)
      await seeHome(frontDesk)
      await frontDesk.getByText(/^No code was needed: this computer is known since 4 May\.$/).waitFor()
      await signOut(frontDesk)
    }
    expect(await codesQueued(office)).toBe(before)
    await expectNothingLeaked(office)
  })

  test('a computer that nobody has used for a while asks again, of whoever comes', async () => {
    const office = await officeWithMachinesAlone()
    const frontDesk = await newComputer(office)
    await signInByText(office, frontDesk, bill)
    await signOut(frontDesk)

    await passTime(office, 29 * day)
    await givePassword(office, frontDesk, 'CBILLS')
    await seeHome(frontDesk)
    await signOut(frontDesk)

    await passTime(office, 31 * day)
    await givePassword(office, frontDesk, 'BSMITH')
    await seeCodeAsked(frontDesk, 'text')
    expect(await whyAsked(frontDesk)).toContain(
      'because nobody in your organization has used this computer for 31 days.',
    )
    await expectNothingLeaked(office)
  })

  test('a staff member without a cell phone is refused with the ways out; then a colleague signs in there; then they are admitted', async () => {
    const office = await officeWithMachinesAlone()
    const frontDesk = await newComputer(office)
    await givePassword(office, frontDesk, 'NOPHONE')
    await seeRefused(frontDesk)
    const ways = await frontDesk.getByRole('listitem').allInnerTexts()
    expect(ways).toEqual([
      expect.stringContaining('Ask a colleague with a cell phone to sign in on this computer first.'),
      expect.stringContaining('Ask an administrator to add your cell phone: Dana Reyes.'),
    ])

    await frontDesk.getByRole('button', { name: 'Try again' }).click()
    await signInByText(office, frontDesk, carol)
    await signOut(frontDesk)
    await givePassword(office, frontDesk, 'NOPHONE')
    await seeHome(frontDesk)
    await expectNothingLeaked(office)
  })

  test('a staff member without a cell phone is refused; then an administrator enters a number; then they are admitted by text message', async () => {
    const office = await officeWithMachinesAlone()
    const frontDesk = await newComputer(office)
    await givePassword(office, frontDesk, 'NOPHONE')
    await seeRefused(frontDesk)
    await enterCellPhone(office, 'NOPHONE', '+15555550177')
    await frontDesk.getByRole('button', { name: 'Try again' }).click()
    await signInByText(office, frontDesk, { userName: 'NOPHONE', phone: '+15555550177' })
    await frontDesk.getByText(/^Code by text message/).waitFor()
    await expectNothingLeaked(office)
  })

  test('a refused person who reloads or comes back sees the same page, and nothing is sent', async () => {
    const office = await officeWithMachinesAlone()
    const frontDesk = await newComputer(office)
    const before = await codesQueued(office)
    await givePassword(office, frontDesk, 'NOPHONE')
    await seeRefused(frontDesk)
    await frontDesk.reload()
    await seeRefused(frontDesk)
    await frontDesk.goto('/')
    await frontDesk.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Good' }).waitFor()
    await seeRefused(frontDesk)
    expect(await codesQueued(office)).toBe(before)
    await expectNothingLeaked(office)
  })
})

/** As the administrator of the first test leaves it, written straight into the store. */
async function officeWithMachinesAlone(): Promise<Office> {
  const office = await openOffice()
  const { world } = office.server
  const { id } = (await findOrganization(world, undefined))!
  await savePreference(world, id, { code: '2FA', value: 'Off' })
  await savePreference(world, id, { code: 'UMA', value: 'on' })
  return office
}

async function seeRefused(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: "We don't know this computer yet" }).waitFor()
}

/** What an administrator does to a profile, written straight into the store. */
async function enterCellPhone(office: Office, userName: string, phone: string): Promise<void> {
  const { numUpdatedRows } = await office.server.world.database
    .updateTable('people')
    .set({ cell_phone: phone })
    .where('user_name', '=', userName)
    .executeTakeFirstOrThrow()
  expect(numUpdatedRows).toBe(1n)
}

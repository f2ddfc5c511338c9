import { describe, expect, test } from 'vitest'
import { day, hour } from '../../../server/base/duration.ts'
import { userAgents } from '../../support/user-agents.ts'
import { homeAddress, moveTo, newComputer, openOffice, passTime, workAddress } from '../actions/office.ts'
import {
  comesAfterPassword,
  enterByEmail,
  givePassword,
  seeCodeAsked,
  seeHome,
  signOut,
  whyAsked,
} from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('two factor authentication every seven days', () => {
  test('BSMITH always uses the same browser, laptop and address: no code for seven days, then one again', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    await signOut(laptop)

    await passTime(office, 6 * day + 23 * hour)
    await givePassword(office, laptop, 'BSMITH')
    await seeHome(laptop)
    await signOut(laptop)

    await passTime(office, hour)
    await givePassword(office, laptop, 'BSMITH')
    await seeCodeAsked(laptop, 'email')
    expect(await whyAsked(laptop)).toBe(
      'We sent a 6-digit code to b•••@harbor.example because it has been 7 days since you last confirmed here; your organization asks every 7 days.',
    )
    await expectNothingLeaked(office)
  })

  test('CBILLS takes a tablet with the same browser on the same address: a code, though seven days have not gone', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'CBILLS')
    await passTime(office, day)

    const tablet = await newComputer(office, { userAgent: chromeOnTablet })
    await givePassword(office, tablet, 'CBILLS')
    await seeCodeAsked(tablet, 'email')
    expect(await whyAsked(tablet)).toContain('because you have not confirmed on this computer before.')

    await signOut(laptop)
    await givePassword(office, laptop, 'CBILLS')
    await seeHome(laptop)
    await expectNothingLeaked(office)
  })

  test('JJONES carries the laptop from home to the office: a code, and the screen names the network', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office, { address: homeAddress })
    await enterByEmail(office, laptop, 'JJONES')
    await signOut(laptop)

    await passTime(office, 12 * hour)
    await moveTo(laptop, workAddress)
    await givePassword(office, laptop, 'JJONES')
    await seeCodeAsked(laptop, 'email')
    expect(await whyAsked(laptop)).toBe(
      'We sent a 6-digit code to j•••@harbor.example because you are on a different network than last time.',
    )

    await moveTo(laptop, homeAddress)
    await laptop.getByRole('button', { name: 'Not you?' }).click()
    await givePassword(office, laptop, 'JJONES')
    await seeHome(laptop)
    await expectNothingLeaked(office)
  })

  test('R4.7 two people take turns at one computer, and neither disturbs what is remembered for the other', async () => {
    const office = await openOffice()
    const frontDesk = await newComputer(office)
    for (const userName of ['BSMITH', 'CBILLS']) {
      await enterByEmail(office, frontDesk, userName)
      await signOut(frontDesk)
    }
    for (const userName of ['BSMITH', 'CBILLS', 'BSMITH']) {
      await passTime(office, day)
      await givePassword(office, frontDesk, userName)
      expect(await comesAfterPassword(frontDesk)).toBe('home')
      await signOut(frontDesk)
    }
    await passTime(office, 4 * day)
    await givePassword(office, frontDesk, 'CBILLS')
    expect(await comesAfterPassword(frontDesk)).toBe('email')
    await expectNothingLeaked(office)
  })
})

/** A tablet does not call itself mobile. */
const chromeOnTablet = userAgents.chromeOnAndroid.replace(' Mobile', '')

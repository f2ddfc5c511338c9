import { describe, expect, test } from 'vitest'
import { minute } from '../../../server/base/duration.ts'
import { setPreference } from '../../support/set-up.ts'
import { letter } from '../actions/messages.ts'
import { homeAddress, moveTo, newComputer, openOffice, passTime } from '../actions/office.ts'
import { enterByEmail, givePassword, seeCodeAsked, signInByEmail, signOut } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('the questions at the end of the manual', () => {
  test('with the frequency 0 a code is required at every sign-in, on every device', async () => {
    const office = await openOffice()
    await setPreference(office.server, '2FAFREQUENCY', '0')
    const laptop = await newComputer(office)
    const tablet = await newComputer(office, { address: homeAddress })
    for (const device of [laptop, tablet]) {
      await passTime(office, minute)
      await enterByEmail(office, device, 'BSMITH')
    }
    for (const device of [laptop, tablet]) {
      await signOut(device)
      await passTime(office, minute)
      await signInByEmail(office, device, 'BSMITH')
    }
    await expectNothingLeaked(office)
  })

  test('another address or another device asks for a code, and a letter tells of the new connection', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await enterByEmail(office, laptop, 'BSMITH')
    await signOut(laptop)
    await passTime(office, minute)
    await moveTo(laptop, homeAddress)
    await signInByEmail(office, laptop, 'BSMITH')
    const { body } = await letter(office, 'BSMITH', 'New sign-in to Harbor Agency')
    expect(body).toContain(homeAddress)

    const tablet = await newComputer(office)
    await passTime(office, minute)
    await givePassword(office, tablet, 'BSMITH')
    await seeCodeAsked(tablet, 'email')
    await expectNothingLeaked(office)
  })
})

import { describe, expect, test } from 'vitest'
import { day } from '../../../server/base/duration.ts'
import { mailboxOf, phones } from '../actions/messages.ts'
import { newComputer, openOffice, passTime, passToNextMinute } from '../actions/office.ts'
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
  setUpByEmail,
  skip,
  stepper,
} from '../actions/set-up.ts'
import { enterCode, givePassword, seeCodeAsked, seeHome, signOut } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('2 Factor Authentication Setup', () => {
  test('all three ways, with real mail, a real picture and a real text message; the chosen one is asked for next time', async () => {
    const office = await openOffice()
    await neverSetUp(office, 'BSMITH')
    const page = await newComputer(office)
    await beginSetUp(office, page, 'BSMITH')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(mailboxOf('BSMITH'))
    expect(await stepper(page)).toEqual([
      'E-mail (now)',
      'App (later)',
      'Text message (later)',
      'Finish (later)',
    ])
    expect(await page.getByRole('button', { name: 'Skip' }).count()).toBe(0)

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
})

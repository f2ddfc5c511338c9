import { describe, expect, test } from 'vitest'
import { minute } from '../../../server/base/duration.ts'
import { administrator, openPreference, openPreferences, save, seeSaved } from '../actions/administration.ts'
import { letter, mailboxOf, phones, readCode, wrongCode } from '../actions/messages.ts'
import { homeAddress, moveTo, newComputer, openOffice, passTime } from '../actions/office.ts'
import {
  beginSetUp,
  chooseDefault,
  confirmApp,
  confirmEmail,
  confirmText,
  goOn,
  neverSetUp,
  seeSetUpComplete,
  seeStep,
  skip,
} from '../actions/set-up.ts'
import { enterCode, givePassword, seeCodeAsked, seeHome, signInByEmail, signOut } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('the questions at the end of the manual', () => {
  test('with the frequency 0 a code is required at every sign-in, on every device', async () => {
    const office = await openOffice()
    const admin = await administrator(office)
    await openPreferences(admin)
    await openPreference(admin, 'Two factor authentication frequency')
    await admin.getByLabel('Two factor authentication frequency').fill('0')
    await save(admin)
    await seeSaved(admin)
    const laptop = await newComputer(office)
    const tablet = await newComputer(office, { address: homeAddress })
    for (const device of [laptop, tablet, laptop, tablet]) {
      await passTime(office, minute)
      await signInByEmail(office, device, 'BSMITH')
      await signOut(device)
    }
    await expectNothingLeaked(office)
  })

  test.each([
    { set: 'e-mail alone', app: false, text: false, choices: [] },
    { set: 'two: e-mail and the app', app: true, text: false, choices: ['E-mail', 'Authenticator app'] },
    { set: 'two: e-mail and text message', app: false, text: true, choices: ['E-mail', 'Text message'] },
    { set: 'all three', app: true, text: true, choices: ['E-mail', 'Authenticator app', 'Text message'] },
  ])(
    'one, two or all three ways may be set up ($set), and the default is picked before the end',
    async (case_) => {
      const office = await openOffice()
      await neverSetUp(office, 'BSMITH')
      const page = await newComputer(office)
      await beginSetUp(office, page, 'BSMITH')
      await confirmEmail(office, page, mailboxOf('BSMITH'))
      if (case_.app) await confirmApp(office, page)
      else await skip(page, 'app')
      if (case_.text) await confirmText(office, page, phones.BSMITH)
      else await skip(page, 'text')
      if (case_.choices.length > 0) {
        await seeStep(page, 'finish')
        const offered = await page.getByRole('radio').count()
        expect(offered).toBe(case_.choices.length)
        for (const name of case_.choices) expect(await page.getByRole('radio', { name }).count()).toBe(1)
        await chooseDefault(page)
      }
      await seeSetUpComplete(page)
      await goOn(page)
      await seeHome(page)
    },
  )

  test('after three wrong codes the person signs in again from the beginning', async () => {
    const office = await openOffice()
    const page = await newComputer(office)
    await givePassword(office, page, 'BSMITH')
    await seeCodeAsked(page, 'email')
    const wrong = wrongCode(await readCode(office, mailboxOf('BSMITH')))
    await enterCode(page, wrong)
    await page.getByText('2 tries left.').waitFor()
    await enterCode(page, wrong)
    await page.getByText('1 try left.').waitFor()
    await enterCode(page, wrong)
    await page.getByText('That was the third try. Please sign in again.').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  })

  test('another address or another device asks for a code, and a letter tells of the new connection', async () => {
    const office = await openOffice()
    const laptop = await newComputer(office)
    await signInByEmail(office, laptop, 'BSMITH')
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

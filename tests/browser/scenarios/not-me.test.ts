import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { letter } from '../actions/messages.ts'
import { homeAddress, newComputer, type Office, openOffice } from '../actions/office.ts'
import { enterByEmail, givePassword, seeHome, signOut } from '../actions/sign-in.ts'
import { expectNothingLeaked } from '../actions/watch.ts'

describe('the e-mail about a sign-in from a new connection', () => {
  test('opening its link changes nothing, however often', async () => {
    const { office, laptop, link } = await signedInSomewhereNew()
    const elsewhere = await newComputer(office, { address: homeAddress })
    for (let opened = 0; opened < 2; opened++) {
      await elsewhere.goto(link)
      await elsewhere.getByText('Somebody signed in to Harbor Agency as Bill Smith:').waitFor()
      await elsewhere.getByText('Chrome on Windows').waitFor()
      await elsewhere.getByText('203.0.113.7').waitFor()
      expect(elsewhere.url()).toBe(`${office.server.url}/not-me`)
    }
    await laptop.reload()
    await seeHome(laptop)
    await signOut(laptop)
    await givePassword(office, laptop, 'BSMITH')
    await seeHome(laptop)
    await expectNothingLeaked(office)
  })

  test('pressing "This wasn\'t me" ends the sessions, forgets the connection, and tells the administrators', async () => {
    const { office, laptop, link } = await signedInSomewhereNew()
    const elsewhere = await newComputer(office, { address: homeAddress })
    await elsewhere.goto(link)
    await elsewhere.getByRole('button', { name: "This wasn't me" }).click()
    await elsewhere
      .getByRole('heading', { level: 1, name: 'Thank you. That was the right thing to do.' })
      .waitFor()

    await laptop.reload()
    await laptop.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await givePassword(office, laptop, 'BSMITH')
    await laptop.getByText("That user name and password don't go together.").waitFor()
    await elsewhere.getByRole('link', { name: 'Choose a new password' }).waitFor()

    const told = await letter(office, 'ADMIN', 'A sign-in to Harbor Agency was reported')
    expect(told.body).toContain('Bill Smith (BSMITH)')
    expect(told.body).toContain('203.0.113.7')

    await elsewhere.goto(link)
    await elsewhere.getByText('This link has been used or has run out.').waitFor()
    await expectNothingLeaked(office)
  })

  test('a sign-in from a connection that is known sends no e-mail', async () => {
    const { office, laptop } = await signedInSomewhereNew()
    await signOut(laptop)
    await givePassword(office, laptop, 'BSMITH')
    await seeHome(laptop)
    const sent = await office.server.world.database
      .selectFrom('messages')
      .select('id')
      .where('kind', '=', 'new-connection')
      .execute()
    expect(sent).toHaveLength(1)
    await expectNothingLeaked(office)
  })
})

async function signedInSomewhereNew(): Promise<{ office: Office; laptop: Page; link: string }> {
  const office = await openOffice()
  const laptop = await newComputer(office)
  await enterByEmail(office, laptop, 'BSMITH')
  const { body } = await letter(office, 'BSMITH', 'New sign-in to Harbor Agency')
  return { office, laptop, link: /http:\S+/.exec(body)![0] }
}

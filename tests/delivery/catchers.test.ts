import { afterEach, describe, expect, it } from 'vitest'
import { openMailSender } from '../../server/tools/mail/mail-sender.ts'
import { openTextSender } from '../../server/tools/sms/text-sender.ts'
import { type Catchers, startCatchers } from '../../server/tools/trial/catchers.ts'
import { testClock } from '../support/world.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function start() {
  const clock = testClock(new Date('2026-05-04T08:03:00Z'))
  const catchers = await startCatchers(clock)
  const mail = openMailSender(catchers.smtpUrl)
  const text = openTextSender(catchers.smsUrl)
  closers.push(
    () => catchers.close(),
    () => mail.close(),
    () => text.close(),
  )
  return { clock, catchers, mail, text }
}

const letter = {
  from: { name: 'Harbor Agency', address: 'doorward@harbor.example' },
  subject: 'Your Harbor Agency code is 407112',
  text: '407112\n\nHello Zoë,\n',
  html: '<p>407112</p>',
}
const bodies = (catchers: Catchers, to?: string) => catchers.messages(to).map(({ body }) => body)

describe('messages in trial mode', () => {
  it('travel the real paths and are kept instead of sent, newest first', async () => {
    const { clock, catchers, mail, text } = await start()
    await mail.send({ ...letter, to: 'bsmith@harbor.example' })
    clock.advance(1000)
    await text.send({ to: '+15555554217', text: '407112 is your code.\n@localhost #407112' })
    expect(catchers.messages()).toEqual([
      {
        id: expect.stringMatching(/^msg_/),
        channel: 'text',
        to: '+15555554217',
        body: '407112 is your code.\n@localhost #407112',
        at: '2026-05-04T08:03:01.000Z',
      },
      {
        id: expect.stringMatching(/^msg_/),
        channel: 'email',
        to: 'bsmith@harbor.example',
        subject: letter.subject,
        body: '407112\n\nHello Zoë,',
        at: '2026-05-04T08:03:00.000Z',
      },
    ])
  })

  it('are found by whom they are for', async () => {
    const { catchers, mail, text } = await start()
    await mail.send({ ...letter, to: 'BSmith@harbor.example', text: 'for Bob' })
    await mail.send({ ...letter, to: 'cbills@harbor.example', text: 'for Cal' })
    await text.send({ to: '+15555554217', text: 'by text' })
    expect(bodies(catchers, 'bsmith@harbor.example')).toEqual(['for Bob'])
    expect(bodies(catchers, '+15555554217')).toEqual(['by text'])
    expect(bodies(catchers, 'nobody@harbor.example')).toEqual([])
  })

  it('are the newest 500', async () => {
    const { catchers, text } = await start()
    for (let number = 1; number <= 510; number++)
      await text.send({ to: '+15555554217', text: `message ${number}` })
    expect(bodies(catchers)).toHaveLength(500)
    expect(bodies(catchers).at(0)).toBe('message 510')
    expect(bodies(catchers).at(-1)).toBe('message 11')
  })

  it('are refused where they are none', async () => {
    const { catchers } = await start()
    for (const body of ['', 'x', '{"to":1,"text":"x"}', 'x'.repeat(100_000)]) {
      const status = await fetch(catchers.smsUrl, { method: 'POST', body }).then(
        (answer) => answer.status,
        () => 400,
      )
      expect(status).toBe(400)
    }
    expect(catchers.messages()).toEqual([])
  })

  it('are kept on loopback only', async () => {
    const { catchers } = await start()
    expect(new URL(catchers.smtpUrl).hostname).toBe('127.0.0.1')
    expect(new URL(catchers.smsUrl).hostname).toBe('127.0.0.1')
  })
})

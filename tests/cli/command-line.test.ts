import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hour } from '../../server/base/duration.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { systemClock } from '../../server/tools/clock.ts'
import { startCatchers } from '../../server/tools/trial/catchers.ts'
import { allRows, type Databases, databases } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { giveUserNameAndPassword, nextMessage, signInByEmail } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { dataFolder, doorward, doorwardBare, doorwardOnTerminal } from './doorward.ts'

const password = 'seven quiet herons 41'
const dana = ['DREYES', '--display-name', 'Dana Reyes', '--email', 'dana@elm.example']

onBothEngines('The command line', (open) => {
  let settings: Record<string, string>
  let server: TestServer | undefined
  let made: Databases
  const folder = { remove: () => {} }
  beforeEach(async () => {
    made = databases()
    const { path, remove } = dataFolder()
    folder.remove = remove
    settings = { DATA: path, KEY_FILE: `${path}/keys.json`, DATABASE: await open() }
  })
  afterEach(async () => {
    await server?.stop()
    server = undefined
    folder.remove()
    await made.remove()
  })

  const run = (words: readonly string[], typed?: string) => doorward(settings, words, typed)

  /** Beside the command line, on the same database; the sample agency in trial mode. */
  async function start(more: Record<string, string> = {}): Promise<TestServer> {
    const { KEY_FILE, DATABASE } = settings as { KEY_FILE: string; DATABASE: string }
    server = await startServer({ now: new Date(), settings: { KEY_FILE, DATABASE, ...more } })
    return server
  }

  /** Where nobody made the sample people, the command line does not run in trial mode. */
  const serving = (words: readonly string[], typed?: string) =>
    doorward({ ...settings, ...publicServer }, words, typed)

  const publicServer = {
    URL: 'http://localhost:8443',
    SMTP: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'doorward@elm.example',
  }

  async function canSignIn(server: TestServer, userName: string, password: string) {
    const { address, port } = server.app.server.address() as { address: string; port: number }
    const somebody = visitor(`http://${address}:${port}`)
    somebody.headers.Origin = 'http://localhost:8443'
    const { answer } = await somebody.call('POST /api/sign-in', { userName, password })
    return {
      step: answer?.step,
      rights: (await somebody.call('GET /api/session')).answer?.person.rights.length,
    }
  }

  it('R10.3: makes the first organization and an administrator, who signs in with the password that was made', async () => {
    const made = await serving(['create-admin', ...dana, '--organization', 'Elm Clinic', '--generate'])
    expect(made).toMatchObject({ code: 0, complaint: '' })
    expect(made.out).toMatch(
      /^DREYES is an administrator of Elm Clinic now, with every right\.\nPassword: [a-z0-9-]{24}\n$/,
    )
    const generated = /Password: (\S+)/.exec(made.out)![1]!
    const server = await start(publicServer)
    expect(await canSignIn(server, 'DREYES', generated)).toEqual({ step: 'done', rights: 6 })
    expect(
      (
        await serving(
          ['create-admin', 'LPARK', '--display-name', 'Lee Park', '--email', 'lee@elm.example'],
          `${password}\n`,
        )
      ).code,
    ).toBe(0)
    expect(await canSignIn(server, 'LPARK', password)).toEqual({ step: 'done', rights: 6 })
  })

  it('R10.3: somebody who has an account gets every right, beside a running server', async () => {
    const server = await start()
    const made = await run(['create-admin', 'bsmith'])
    expect(made).toEqual({
      code: 0,
      out: 'BSMITH is an administrator with every right now.\n',
      complaint: '',
    })
    const bill = visitor(server.url)
    await signInByEmail(server, bill, 'BSMITH')
    expect((await bill.call('GET /api/session')).answer?.person.rights).toHaveLength(6)
    const audit = await bill.call(
      'GET /api/administration/audit',
      undefined,
      '/api/administration/audit?event=administrator-made',
    )
    expect(audit.answer?.entries).toMatchObject([
      { sentence: 'The command line gave Bill Smith every right.', actor: null },
    ])
  })

  it.each([
    ['short', 'password: A password has at least 12 characters.'],
    ['password1234', 'password: Too many people use this password'],
    ['DREYES is who I am', 'password: The user name must not be part of the password.'],
  ])('a password like "%s" is refused, and nothing is made', async (typed, complaint) => {
    const refused = await serving(['create-admin', ...dana, '--organization', 'Elm Clinic'], `${typed}\n`)
    expect(refused.code).toBe(1)
    expect(refused.complaint).toContain(complaint)
    expect(refused.complaint + refused.out).not.toContain(typed)
    expect((await serving(['preferences', 'get'])).complaint).toContain('There is no organization yet.')
  })

  it('a password cannot be given as an argument, and none makes nobody', async () => {
    expect((await run(['create-admin', ...dana, '--password', password])).code).toBe(2)
    const silent = await serving(['create-admin', ...dana, '--organization', 'Elm Clinic'])
    expect([silent.code, silent.complaint]).toEqual([1, 'No password was given.\n'])
  })

  it('a typed password is asked for twice and never shown', async () => {
    const words = ['create-admin', ...dana, '--organization', 'Elm Clinic']
    const type = (first: string, second: string) =>
      doorwardOnTerminal({ ...settings, ...publicServer }, words, [
        ['Password: ', first],
        ['The same again: ', second],
      ])
    const mistyped = await type(password, 'something else 41')
    expect([mistyped.code, mistyped.out]).toEqual([
      1,
      'Password: \r\nThe same again: \r\nThese were not the same.\r\n',
    ])
    const made = await type(password, password)
    expect(made.code).toBe(0)
    expect(made.out).toContain('DREYES is an administrator of Elm Clinic now')
    expect(made.out + mistyped.out).not.toContain('heron')
    expect(await canSignIn(await start(publicServer), 'DREYES', password)).toMatchObject({ step: 'done' })
  })

  it('R10.3: turns both off while the server runs; the next sign-in is asked nothing', async () => {
    const server = await start()
    expect((await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')).answer?.step).toBe('code')
    expect(await run(['preferences', 'set', '2fa', 'off'])).toEqual({
      code: 0,
      out: '2FA is Off now.\n',
      complaint: '',
    })
    expect((await run(['preferences', 'set', 'UMA', 'OFF'])).out).toBe('UMA is off now.\n')
    expect((await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')).answer?.step).toBe('done')
    expect((await run(['preferences', 'get', '2FA'])).out).toBe('Off\n')
    expect((await run(['preferences', 'get'])).out).toMatch(
      /^2FA +Off\n2FAFREQUENCY +7\n[\s\S]*SUPPORTLINK +\nFOUREYES +off\n$/,
    )
  })

  it('R10.1: names who would be locked out before it turns anything on, and saves only when told to', async () => {
    await start()
    await run(['preferences', 'set', '2FA', 'off'])
    const refused = await run(['preferences', 'set', 'UMA', 'on'])
    expect(refused.code).toBe(1)
    expect(refused.out).toContain(
      'NOPHONE: A code would go by text message, and the profile has no cell phone',
    )
    expect(refused.out).toContain('Elm Street: nobody there could make a new computer known.')
    expect(refused.complaint).toBe(
      '3 people could not sign in on a new computer. Mend that first, or add --despite-lock-out.\n',
    )
    expect((await run(['preferences', 'get', 'UMA'])).out).toBe('off\n')
    expect((await run(['preferences', 'set', 'UMA', 'on', '--despite-lock-out'])).out).toBe(
      'UMA is on now.\n',
    )
    expect((await run(['preferences', 'set', 'UMA', 'off'])).code).toBe(0)
  })

  it('R7.2: resets two factor authentication; the person is told, signs in with the password and sets up again', async () => {
    const server = await start()
    const reset = await run(['reset-two-factor', 'BSMITH', '--reason', 'Lost the phone'])
    expect([reset.code, reset.complaint]).toEqual([0, ''])
    expect(reset.out).toMatch(
      /^The ways to confirm of BSMITH are removed\.\nThe password alone leads them to set-up until 2/,
    )
    // Not the three days of RESETHOURS: whoever asks at the server waits for it (T19).
    const until = new Date(/until (\S+Z)\.\n$/.exec(reset.out)![1]!)
    expect(until.getTime()).toBeLessThanOrEqual(Date.now() + 4 * hour)
    server.clock.set(new Date())
    // What another process put into the outbox leaves with the server's next message at the latest.
    await signInByEmail(server, visitor(server.url), 'CBILLS')
    expect(await nextMessage(server, 'bsmith@harbor.example')).toContain('Lost the phone')
    expect((await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')).answer).toMatchObject({
      step: 'enroll',
      reasons: [{ check: 'reset-open' }],
    })
    expect((await run(['reset-two-factor', 'BSMITH', '--reason', '  '])).complaint).toContain(
      'Please give a reason.',
    )
  })

  it('R3.12: explains what a person would be asked, where they signed in last and elsewhere', async () => {
    const server = await start()
    const bill = visitor(server.url, { address: '198.51.100.7' })
    await signInByEmail(server, bill, 'BSMITH')
    const here = await run(['explain', 'BSMITH'])
    expect(here.code).toBe(0)
    expect(here.out).toMatch(
      /^On the computer used last, with Chrome on Windows from 198\.51\.100\.7:\n {2}Let in without a code \(known\)\.\n {2}known: remembered connection: proved 0 days ago/,
    )
    expect(here.out).toContain(
      'On a computer and network nobody knows:\n  Asked for a code (machine-new); ways: email, text.\n',
    )
    const elsewhere = await run(['explain', 'bsmith', '--address', '203.0.113.9', '--browser', 'Firefox'])
    expect(elsewhere.out).toContain('Asked for a code (network-changed)')
    expect(elsewhere.out).toContain('network-changed: network 203.0.113.9, was 198.51.100.7')
    expect(elsewhere.out).toContain('browser-changed: browser Firefox, was Chrome')
    expect(await run(['explain', 'BSMITH', '--address', 'next door'])).toMatchObject({
      code: 1,
      complaint: '"next door" is no network address.\n',
    })
  })

  it('sends one real message by each service, and says when it cannot', async () => {
    const catchers = await startCatchers(systemClock)
    try {
      const sending = {
        ...settings,
        ...publicServer,
        SMTP: catchers.smtpUrl,
        SMS: catchers.smsUrl,
        MAIL_FROM: 'doorward@elm.example',
      }
      const mail = await doorward(sending, ['send-test', '--to', 'dana@elm.example'])
      expect(mail).toEqual({
        code: 0,
        out: 'The service has taken the message to dana@elm.example.\n',
        complaint: '',
      })
      expect((await doorward(sending, ['send-test', '--to', '(555) 555-0100'])).code).toBe(0)
      expect(
        catchers
          .messages()
          .map(({ channel, to }) => [channel, to])
          .sort(),
      ).toEqual([
        ['email', 'dana@elm.example'],
        ['text', '+15555550100'],
      ])
    } finally {
      await catchers.close()
    }
    expect(await run(['send-test', '--to', 'dana@elm.example'])).toMatchObject({
      code: 1,
      complaint: 'DOORWARD_SMTP is not set, so no e-mail can be sent.\n',
    })
    const nobodyThere = { ...settings, ...publicServer, SMS: 'http://127.0.0.1:9/send' }
    for (const to of ['dana@elm.example', '5555550100']) {
      const failed = await doorward(nobodyThere, ['send-test', '--to', to])
      expect([failed.code, failed.out]).toEqual([1, ''])
      expect(failed.complaint).toMatch(/^[A-Z].*\.\n$/)
    }
  })

  it.each([
    [[], 2],
    [['dance'], 2],
    [['reset-two-factor', 'BSMITH'], 2],
    [['preferences', 'set', '2FA'], 2],
    [['send-test'], 2],
    [['--help'], 0],
    [['explain', '--help'], 0],
  ])('%j ends with %i', async (words, code) => {
    expect((await run(words)).code).toBe(code)
  })

  it.each([
    [['explain', 'NOBODY'], 'Nobody at Harbor Agency has the user name "NOBODY".\n'],
    [['preferences', 'get', '3FA'], 'There is no preference "3FA". There are: 2FA, '],
    [['preferences', 'set', 'CODELENGTH', '3'], 'That value cannot be used here.\n  '],
    [['preferences', 'get', '--organization', 'Elm'], 'There is no organization "Elm".\n'],
  ])('%j is refused with a sentence', async (words, complaint) => {
    await start()
    const refused = await run(words)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.complaint).toContain(complaint)
  })

  it('where several organizations live here, one is named, and only that one is touched', async () => {
    const server = await start()
    await insertOrganization(server.world, 'Elm Clinic')
    expect((await run(['preferences', 'get', '2FA'])).complaint).toContain('There are several organizations.')
    expect((await run(['preferences', 'get', '2FA', '--organization', 'harbor agency'])).out).toBe('On\n')
    expect((await run(['preferences', 'set', 'CODELENGTH', '8', '--organization', 'Elm Clinic'])).code).toBe(
      0,
    )
    expect((await run(['preferences', 'get', 'CODELENGTH', '--organization', 'Harbor Agency'])).out).toBe(
      '6\n',
    )
    expect((await run(['create-admin', 'BSMITH', '--organization', 'Elm Clinic'])).complaint).toBe(
      'A new administrator needs --display-name and --email.\n',
    )
  })

  it.each([
    [['preferences', 'get', '2FA']],
    [['create-admin', ...dana, '--organization', 'Elm Clinic', '--generate']],
    [['reset-two-factor', 'BSMITH', '--reason', 'lost']],
    [['explain', 'BSMITH']],
    [['database', 'new-epoch']],
    [['database', 'replace-keys']],
  ])('%j makes no database where there is none (O9)', async (words) => {
    const path = settings.DATA!
    const elsewhere = { ...settings, ...publicServer, DATABASE: `sqlite:${path}/elsewhere.db` }
    expect(await doorward(elsewhere, words)).toEqual({
      code: 1,
      out: '',
      complaint: `There is no database ${path}/elsewhere.db. The server makes it at its first start. Do the settings name the right one?\n`,
    })
    const empty = await made.beside(settings.DATABASE!)
    expect((await doorward({ ...settings, ...publicServer, DATABASE: empty }, words)).code).toBe(1)
    expect(await allRows(empty)).toEqual({})
    expect(readdirSync(path)).toEqual([])
  })

  it.each([[['--help']], [['preferences', 'set', '--help']]])(
    '%j is answered without any settings, and nothing else is (O9)',
    async (words) => {
      expect(await doorwardBare(words)).toMatchObject({ code: 0, out: expect.stringContaining('Usage:') })
      const bare = await doorwardBare(['preferences', 'get', '2FA'])
      expect(bare).toMatchObject({ code: 2, out: '' })
      for (const name of ['DOORWARD_URL', 'DOORWARD_SMTP', 'DOORWARD_MAIL_FROM'])
        expect(bare.complaint).toContain(`${name} is missing`)
    },
  )

  it('a wrong configuration is told in full, with exit code 2', async () => {
    const wrong = await doorward({ ...settings, ...publicServer, DATABASE: 'mysql://x', LOG: 'loud' }, [
      'preferences',
      'get',
    ])
    expect(wrong.code).toBe(2)
    expect(wrong.complaint).toContain('DOORWARD_DATABASE must be')
    expect(wrong.complaint).toContain('DOORWARD_LOG must be')
  })
})

import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { minute, second } from '../../server/base/duration.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { insertPerson } from '../../server/features/people/people.store.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { openVault } from '../../server/tools/vault.ts'
import { appCode } from '../support/authenticator-app.ts'
import { addEntries, allRows, type Databases, databases, withDatabase } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { codesTo, getIn, letterTo, nextCode, proveApp, signInFresh } from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { testWorld } from '../support/world.ts'
import { doorward } from './doorward.ts'

onBothEngines('doorward backup and restore', (open) => {
  let made: Databases
  let settings: Record<string, string>
  let file: string
  beforeEach(async () => {
    made = databases()
    settings = { DATA: made.folder, KEY_FILE: `${made.folder}/keys.json`, DATABASE: await open() }
    file = `${made.folder}/doorward.backup`
  })
  afterEach(() => made.remove())

  const run = (words: readonly string[], more: Record<string, string> = {}) =>
    doorward({ ...settings, ...more }, words)
  const start = (now = new Date()) => startServer({ now, settings })

  it('a backup holds what was there at one moment while the server goes on writing', async () => {
    await openVault(settings.KEY_FILE!)
    const world = await testWorld({ database: settings.DATABASE! })
    const { id: organizationId } = await insertOrganization(world, 'Elm Clinic')
    // Trial mode, in which the commands run here, opens no database but the sample's.
    await world.database.updateTable('organizations').set({ is_sample: 1 }).execute()
    await addEntries(settings.DATABASE!, 5000)
    const rest = { email: null, cellPhone: null, locationId: null, passwordHash: null }
    let written = 0
    let isOver = false
    const backup = run(['backup', file]).finally(() => {
      isOver = true
    })
    const writeOne = async () => {
      const person = { organizationId, userName: `PERSON${++written}`, displayName: 'Ann Roy', ...rest }
      // One transaction writes what a backup reads first and what it reads last.
      await transaction(world, async (world) => {
        await insertPerson(world, person)
        const pause = { subject: person.userName, failures: 1, until: 0, expires_at: 0 }
        await world.database.insertInto('pauses').values(pause).execute()
      })
    }
    while (!isOver) {
      await writeOne()
      await new Promise((resolve) => setImmediate(resolve))
    }
    // Nobody who came afterwards is in it.
    await writeOne()
    await world.close()
    expect(await backup).toMatchObject({ code: 0, complaint: expect.stringContaining('saving people') })
    expect((await run(['restore', file, '--replace'])).code).toBe(0)
    const { people = [], person_words: words, pauses } = await allRows(settings.DATABASE!)
    expect(people.length).toBeGreaterThan(0)
    expect(people.length).toBeLessThan(written)
    // "ann", "roy" and the user name, each as it is kept.
    expect(words).toHaveLength(3 * people.length)
    expect(pauses).toHaveLength(people.length)
  })

  it('after a restore nothing one-time comes back to life, and everybody can sign in', async () => {
    const server = await start()
    const bill = visitor(server.url)
    await signInFresh(server, bill, 'BSMITH')
    const key = await proveApp(server, bill)
    await bill.call('POST /api/enrollment/finish', { default: 'app' })
    const carol = visitor(server.url)
    await giveUserNameAndPassword(server, carol, 'CBILLS')
    const emailed = await nextCode(server, 'cbills@harbor.example')
    await bill.call('POST /api/password-reset', { userName: 'JJONES' })
    const letter = await letterTo(server, 'jjones@harbor.example', 'A new password')
    const token = /\/password#(\S+)/.exec(letter)![1]!
    expect((await run(['reset-two-factor', 'ADMIN', '--reason', 'Lost the phone'])).code).toBe(0)

    const saved = await run(['backup', file])
    expect(saved.code).toBe(0)
    expect(saved.out).toContain(`rows are saved in ${file}.\nIt cannot be restored without the sealing keys`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    // Used after the backup, which knows nothing of that.
    const halfway = new Map(carol.cookies)
    expect((await carol.call('POST /api/sign-in/code', { code: emailed })).answer).toMatchObject({
      step: 'done',
    })
    await server.stop()
    const refused = await run(['restore', file])
    expect([refused.code, refused.complaint]).toEqual([
      1,
      'The database holds data already. Nothing was changed. Add --replace to lose it and restore.\n',
    ])
    const restored = await run(['restore', file, '--replace'])
    expect(restored).toMatchObject({ code: 0 })
    expect(restored.out).toMatch(
      /rows are restored, as they were at 2.*Z\.\nEverybody is signed out\. Codes, links and resets that were open have ended\. Epoch 1\.\n$/,
    )

    // The restore went by the clock of the machine; the server that comes after it starts at the same moment.
    const again = await start(await restoredAt())
    const moved = (cookies: Visitor['cookies']) => sameMachine(again, cookies)
    expect((await moved(bill.cookies).call('GET /api/session')).problem?.code).toBe('no-session')
    const code = { code: emailed }
    expect((await moved(halfway).call('POST /api/sign-in/code', code)).problem?.code).toBe('sign-in-over')
    const look = await visitor(again.url).call('POST /api/password-link/look', { token })
    expect(look.problem?.code).toBe('link-over')
    // The reset is over, not forgotten: a code by e-mail, and then set-up.
    const dana = visitor(again.url)
    expect((await giveUserNameAndPassword(again, dana, 'ADMIN')).answer).toMatchObject({
      step: 'code',
      method: 'email',
      reasons: [{ check: 'reset-over' }],
    })
    const danas = await nextCode(again, 'admin@harbor.example')
    expect((await dana.call('POST /api/sign-in/code', { code: danas })).answer?.step).toBe('enroll')

    // An app's code that might have been used before the restore is worth nothing; the next one is.
    const elsewhere = visitor(again.url)
    expect((await giveUserNameAndPassword(again, elsewhere, 'BSMITH')).answer).toMatchObject({
      method: 'app',
    })
    const now = again.clock.now()
    for (const [off, told] of [
      [0, 'wrong-code'],
      [30, 'code-used'],
    ] as const) {
      const used = appCode(key, new Date(now.getTime() + off * second))
      expect((await elsewhere.call('POST /api/sign-in/code', { code: used })).problem?.code).toBe(told)
    }
    again.clock.advance(2 * minute)
    const fresh = appCode(key, again.clock.now())
    expect((await elsewhere.call('POST /api/sign-in/code', { code: fresh })).answer?.step).toBe('done')
    await getIn(again, visitor(again.url), 'CBILLS')
    await again.stop()
  })

  it('a file that is damaged or of other keys is refused, and so is one without any keys; a drill goes elsewhere, and nothing is touched', async () => {
    await (await start()).stop()
    await run(['backup', file])
    const whole = readFileSync(file)
    const before = await allRows(settings.DATABASE!)
    const refusal = async (content: Buffer, more: Record<string, string> = {}) => {
      writeFileSync(file, content)
      const { code, out, complaint } = await run(['restore', file, '--replace'], more)
      expect([code, out]).toEqual([1, ''])
      return complaint
    }
    expect(await refusal(whole.subarray(0, -1000))).toBe(
      `${file} is damaged or not whole. Nothing was changed.\n`,
    )
    const none = `${made.folder}/no-keys.json`
    expect(await refusal(whole, { KEY_FILE: none })).toBe(
      `There are no sealing keys at ${none}. Put the key file there that belongs to this data.\n`,
    )
    const others = `${made.folder}/other-keys.json`
    await openVault(others)
    expect(await refusal(whole, { KEY_FILE: others })).toBe(
      `${file} was made with other sealing keys than those in this key file, so what is sealed in it could not be opened. Nothing was changed. Put the key file back that belongs to it.\n`,
    )
    writeFileSync(file, whole)
    const drill = await made.beside(settings.DATABASE!)
    expect((await run(['restore', file, '--to', drill])).code).toBe(0)
    expect((await allRows(drill)).people).toEqual(before.people)
    expect(await allRows(settings.DATABASE!)).toEqual(before)
  })

  it('new-epoch ends the same by hand, beside a running server, and is told in the audit', async () => {
    const server = await start()
    const bill = visitor(server.url)
    await getIn(server, bill, 'BSMITH')
    const begun = await run(['database', 'new-epoch'])
    expect(begun).toEqual({
      code: 0,
      out: 'Everybody is signed out. Codes, links and resets that were open have ended. Epoch 1.\n',
      complaint: '',
    })
    server.clock.advance(2 * second)
    expect((await bill.call('GET /api/session')).status).toBe(401)
    const admin = visitor(server.url)
    await getIn(server, admin, 'ADMIN')
    const audit = await admin.call(
      'GET /api/administration/audit',
      undefined,
      '/api/administration/audit?event=epoch-begun',
    )
    expect(audit.answer?.entries).toMatchObject([
      { sentence: 'The command line ended all open sign-ins, codes, links, resets and sessions.' },
    ])
    expect((await codesTo(server, 'admin@harbor.example')).length).toBe(1)
    await server.stop()
  })

  const restoredAt = () =>
    withDatabase(settings.DATABASE!, async (database) => {
      const epochs = database.selectFrom('epochs').select('begun_at').orderBy('number', 'desc')
      return new Date((await epochs.executeTakeFirstOrThrow()).begun_at)
    })

  /** The same browser, which now speaks to the server that was started after the restore. */
  function sameMachine(server: TestServer, cookies: Visitor['cookies']): Visitor {
    const now = visitor(server.url)
    for (const [name, value] of cookies) now.cookies.set(name, value)
    return now
  }
})

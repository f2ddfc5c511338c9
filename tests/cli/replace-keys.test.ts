import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openVault } from '../../server/tools/vault.ts'
import { allRows, type Databases, databases } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer } from '../support/server.ts'
import { getIn, letterTo, nextCode, proveApp, signInFresh } from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { doorward } from './doorward.ts'

onBothEngines('a key file that does not belong to the database', (open) => {
  let made: Databases
  let settings: Record<string, string>
  let keyFile: string
  beforeEach(async () => {
    made = databases()
    keyFile = `${made.folder}/keys.json`
    settings = { DATA: made.folder, KEY_FILE: keyFile, DATABASE: await open() }
  })
  afterEach(() => made.remove())

  const run = (words: readonly string[], more: Record<string, string> = {}) =>
    doorward({ ...settings, ...more }, words)
  const start = () => startServer({ now: new Date(), settings })

  it('starts nothing, changes nothing, and saves nothing', async () => {
    await (await start()).stop()
    const before = await allRows(settings.DATABASE!)
    const other = `${made.folder}/other-keys.json`
    await openVault(other)
    await expect(startServer({ settings: { ...settings, KEY_FILE: other } })).rejects.toThrow(
      `${other} lacks keys that the data was sealed with. Put the key file there that belongs to this database`,
    )
    const explained = await run(['explain', 'BSMITH'], { KEY_FILE: other })
    expect([explained.code, explained.complaint]).toEqual([1, expect.stringContaining('lacks keys')])
    const file = `${made.folder}/doorward.backup`
    expect(await run(['backup', file], { KEY_FILE: other })).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('lacks keys that the data was sealed with. Nothing was saved.'),
    })
    expect(existsSync(file)).toBe(false)
    expect(await run(['database', 'replace-keys'])).toEqual({
      code: 1,
      out: '',
      complaint: 'No key is missing: this key file belongs to the database. Nothing was changed.\n',
    })
    expect(await allRows(settings.DATABASE!)).toEqual(before)
    await (await start()).stop()
  })

  it('where the right one is lost for good, what it sealed is given up, and everybody gets in by another way', async () => {
    const server = await start()
    const bill = visitor(server.url)
    await signInFresh(server, bill, 'BSMITH')
    await proveApp(server, bill)
    await bill.call('POST /api/enrollment/finish', { default: 'app' })
    await getIn(server, visitor(server.url), 'CBILLS')
    await server.stop()
    rmSync(keyFile)
    await expect(start()).rejects.toThrow(`${keyFile} does not exist, and the data was sealed with keys.`)

    const replaced = await run(['database', 'replace-keys'])
    expect(replaced).toMatchObject({ code: 0, complaint: '' })
    expect(replaced.out).toMatch(
      /^The keys in \S+keys\.json count from now on\. Every node needs this file; keep a copy of it\.\nAuthenticator apps removed: 1\. Waiting messages dropped: \d+\.\nEverybody is signed out\. .* Epoch 1\.\n$/,
    )
    expect(replaced.out).toContain(keyFile)

    const again = await start()
    const moved = visitor(again.url)
    for (const [name, value] of bill.cookies) moved.cookies.set(name, value)
    expect((await moved.call('GET /api/session')).problem?.code).toBe('no-session')
    expect((await giveUserNameAndPassword(again, moved, 'BSMITH')).answer).toMatchObject({
      step: 'code',
      method: 'email',
    })
    const code = await nextCode(again, 'bsmith@harbor.example')
    expect((await moved.call('POST /api/sign-in/code', { code })).answer?.step).toBe('done')
    const admin = visitor(again.url)
    await getIn(again, admin, 'ADMIN')
    const { answer } = await admin.call('GET /api/administration/audit')
    const sentences = answer?.entries.map(({ sentence }) => sentence)
    expect(sentences).toContain(
      'The command line put other sealing keys in the place of lost ones; open sign-ins, codes, links, resets and sessions ended.',
    )
    expect(sentences).toContain(
      'The command line removed one of the ways to confirm of Bill Smith (authenticator app).',
    )
    expect(await letterTo(again, 'bsmith@harbor.example', 'Your ways to confirm have changed')).toContain(
      'an administrator of the server',
    )
    await again.stop()
  })

  it('a restore wants the keys of the backup, not those of what it replaces', async () => {
    await (await start()).stop()
    const file = `${made.folder}/doorward.backup`
    await run(['backup', file])
    const people = (await allRows(settings.DATABASE!)).people
    const kept = `${made.folder}/kept.json`
    renameSync(keyFile, kept)
    expect((await run(['database', 'replace-keys'])).code).toBe(0)
    const others = readFileSync(keyFile, 'utf8')
    expect((await run(['restore', file, '--replace'])).complaint).toContain('with other sealing keys')
    renameSync(kept, keyFile)
    expect((await run(['restore', file, '--replace'])).code).toBe(0)
    expect((await allRows(settings.DATABASE!)).people).toEqual(people)
    await (await start()).stop()
    expect(readFileSync(keyFile, 'utf8')).not.toBe(others)
  })
})

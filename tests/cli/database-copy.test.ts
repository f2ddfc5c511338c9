import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addEntries, allRows, type Databases, databases, withDatabase } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer } from '../support/server.ts'
import { signInByEmail } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { beginDoorward, doorward, doorwardOnTerminal } from './doorward.ts'

const entries = 12_000

onBothEngines('doorward database copy', (open) => {
  let made: Databases
  let settings: Record<string, string>
  let from: string
  let to: string
  beforeEach(async () => {
    made = databases()
    from = await open()
    to = await made.beside(from)
    settings = { DATA: made.folder, KEY_FILE: `${made.folder}/keys.json`, DATABASE: from }
  })
  afterEach(() => made.remove())

  const start = (more = {}) => startServer({ now: new Date(), settings: { ...settings, ...more } })
  const words = (from: string, to: string) => ['database', 'copy', '--from', from, '--to', to]

  it('moves an installation to the other engine and back, equal in every row, and sessions go on', async () => {
    const server = await start()
    const bill = visitor(server.url)
    await signInByEmail(server, bill, 'BSMITH')
    await server.stop()
    const before = await allRows(from)
    const moved = await doorward(settings, words(from, to))
    expect(moved.code).toBe(0)
    expect(moved.out).toMatch(
      /\npeople +7 rows {2}[0-9a-f]{16}\n[\s\S]*\n[\d,]+ rows are copied\. Counts and/,
    )
    expect(moved.out).toContain(`the copy needs the same ones: ${settings.KEY_FILE}\n`)
    expect(moved.complaint).toContain('copying people: 7\n')
    expect(await allRows(to)).toMatchObject(before)

    const home = await made.beside(to)
    const seen = await doorwardOnTerminal(settings, words(to, home), [])
    expect(seen.code).toBe(0)
    expect(seen.out).toMatch(/copying person_rights +\[#{24}\] 100 % {2}6 of 6/)
    expect(await allRows(home)).toMatchObject(before)

    const there = await start({ DATABASE: to })
    const again = visitor(there.url)
    for (const [name, value] of bill.cookies) again.cookies.set(name, value)
    expect((await again.call('GET /api/session')).answer?.person.userName).toBe('BSMITH')
    await there.stop()
  })

  it('goes on where it was killed, copies nothing twice, and nobody can use it before it is whole', async () => {
    await (await start()).stop()
    await addEntries(from, entries)
    await killInTheMiddle()
    // What was copied before is not written again: a mark on it stays, and is found out.
    const mark = (name: string) =>
      withDatabase(to, (database) => database.updateTable('organizations').set({ name }).execute())
    await mark('Somebody else')
    const refused = await doorward({ ...settings, DATABASE: to }, ['preferences', 'get'])
    expect([refused.code, refused.complaint]).toEqual([
      1,
      'It did not work: this database holds an unfinished copy. Run "doorward database copy" again, and it goes on where it stopped.\n',
    ])
    const resumed = await doorward(settings, words(from, to))
    expect(resumed.code).toBe(1)
    expect(resumed.complaint).toContain(
      'The copy is not the same as the source: organizations holds 1 rows there and 1 here.',
    )
    await mark('Harbor Agency')
    expect((await doorward(settings, words(from, to))).code).toBe(0)
    expect(await allRows(to)).toEqual(await allRows(from))
  })

  async function killInTheMiddle(): Promise<void> {
    for (let copied = 0; copied === 0 || copied === entries; copied = await copiedEntries()) {
      // Whoever was too late to kill it begins anew.
      to = await made.beside(from)
      const child = beginDoorward(settings, words(from, to))
      const ended = once(child, 'exit')
      while (child.exitCode === null && (await copiedEntries()) === 0) await pause(5)
      child.kill('SIGKILL')
      await ended
    }
  }

  const copiedEntries = () =>
    withDatabase(to, async (database) => {
      const tables = await database.introspection.getTables()
      if (!tables.some(({ name }) => name === 'copy_progress')) return 0
      const progress = await database.selectFrom('copy_progress').selectAll().execute()
      return progress.find(({ table_name }) => table_name === 'audit')?.copied ?? 0
    })
})

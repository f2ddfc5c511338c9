import { afterEach, beforeEach, expect, it } from 'vitest'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { migrate } from '../../server/tools/database/migrate.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import { copyDatabase } from '../../server/tools/database/rows/copy-database.ts'
import type { Watch } from '../../server/tools/database/rows/watch.ts'
import { writeBackup } from '../../server/tools/database/rows/write-backup.ts'
import { addEntries, allRows, type Databases, databases, withDatabase } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const holdsDataAlready = 'The target holds data already. Nothing was changed. Copy into an empty database.'

onBothEngines('a copy into a database of the other engine', (open) => {
  let made: Databases
  let world: TestWorld
  let from: string
  let to: string
  beforeEach(async () => {
    made = databases()
    from = await open()
    world = await testWorld({ database: from })
    to = await made.beside(from)
  })
  afterEach(async () => {
    await world.close()
    await made.remove()
  })

  async function copy({ startOver = false, watch = () => {} }: { startOver?: boolean; watch?: Watch } = {}) {
    const sides = { from: openDatabase(from, 2), to: openDatabase(to, 2) }
    try {
      return await copyDatabase(sides, { startOver, watch })
    } finally {
      await Promise.all([sides.from.destroy(), sides.to.destroy()])
    }
  }

  /** As if somebody pulled the plug after 1,000 entries of the audit. */
  const copyHalf = () =>
    expect(
      copy({
        watch: ({ act, table, done }) => {
          if (act === 'copying' && table === 'audit' && done > 0) throw new Error('pulled')
        },
      }),
    ).rejects.toThrow('pulled')

  async function fill(): Promise<void> {
    await insertOrganization(world, 'Zoë’s 😀 Clinic\u2028')
    await addEntries(from, 2500)
  }

  const oneMore = () => insertOrganization(world, 'Elm Clinic')

  it('goes on after the last batch that was written', async () => {
    await fill()
    await copyHalf()
    const steps: number[] = []
    await copy({
      watch: ({ act, table, done }) => {
        if (act === 'copying' && table === 'audit') steps.push(done)
      },
    })
    expect(steps).toEqual([1000, 2000, 2500])
    expect(await allRows(to)).toEqual(await allRows(from))
  })

  it('does not go on where the source has changed since; starting over copies it anew', async () => {
    await fill()
    await copyHalf()
    const half = await allRows(to)
    await oneMore()
    await expect(copy()).rejects.toThrow(
      'The target holds an unfinished copy of another database, or the source has changed since it began: organizations had 1 rows then, and has 2 now. Nothing was changed. Stop the server that uses the source, and begin anew with --start-over.',
    )
    expect(await allRows(to)).toEqual(half)
    await copy({ startOver: true })
    expect(await allRows(to)).toEqual(await allRows(from))
  })

  it('does not go on with another source of the same size', async () => {
    await fill()
    await copyHalf()
    await world.database.updateTable('organizations').set({ id: 'org_other' }).execute()
    await expect(copy()).rejects.toThrow('an unfinished copy of another database')
  })

  it('does not go on where a row belongs to one that came to the source since', async () => {
    await plant(world.database, { people: ['per_a', 'per_z'], sessions: ['ses_a'] })
    const pulled = copy({
      watch: ({ table }) => {
        if (table === 'sessions') throw new Error('pulled')
      },
    })
    await expect(pulled).rejects.toThrow('pulled')
    await world.database.deleteFrom('people').where('id', '=', 'per_a').execute()
    await plant(world.database, { organizations: ['org_b'], people: ['per_b'], sessions: ['ses_b'] })
    await world.database.updateTable('people').set({ organization_id: 'org_a' }).execute()
    await world.database.deleteFrom('organizations').where('id', '=', 'org_b').execute()
    await expect(copy()).rejects.toThrow(
      'The source has changed since the copy began: a row of sessions belongs to one that was not copied. Stop the server that uses the source, and begin anew with --start-over.',
    )
    await copy({ startOver: true })
    expect(await allRows(to)).toEqual(await allRows(from))
  })

  it('finds what was written to the source while it was copied, and stays unfinished', async () => {
    await fill()
    const during: Promise<unknown>[] = []
    await expect(
      copy({
        watch: ({ act }) => {
          if (act === 'copying' && during.length === 0) during.push(oneMore())
        },
      }),
    ).rejects.toThrow(
      'The copy is not the same as the source: organizations holds 2 rows there and 1 here. The source was written to while it was copied. The copy cannot be used as it is.',
    )
    await Promise.all(during)
    await withDatabase(to, (database) =>
      expect(migrate(database)).rejects.toThrow('this database holds an unfinished copy'),
    )
    await withDatabase(to, (database) =>
      expect(
        writeBackup(database, `${made.folder}/half`, {
          vault: world.vault,
          now: new Date(),
          watch: () => {},
        }),
      ).rejects.toThrow('The database holds an unfinished copy. Nothing was saved.'),
    )
  })

  it('of two at once at most one goes on', async () => {
    await fill()
    const both = await Promise.allSettled([copy(), copy()])
    const done = both.filter(({ status }) => status === 'fulfilled')
    expect(done.length).toBeLessThanOrEqual(1)
    if (done.length === 0) await copy({ startOver: true })
    expect(await allRows(to)).toEqual(await allRows(from))
  })

  it('refuses a target that holds data, and changes nothing there', async () => {
    await fill()
    const other = await testWorld({ database: to })
    await insertOrganization(other, 'Oak Clinic')
    await other.close()
    const before = await allRows(to)
    for (const startOver of [false, true]) await expect(copy({ startOver })).rejects.toThrow(holdsDataAlready)
    expect(await allRows(to)).toEqual(before)
  })

  it('takes a target on which a server was started once, whose link for the first run is worth nothing', async () => {
    await fill()
    const other = await testWorld({ database: to })
    const link = { organization_id: null, person_id: null, purpose: 'first-run', token_hash: 'x', data: '{}' }
    await other.database
      .insertInto('links')
      .values({ ...link, id: 'lin_a', created_at: 1, expires_at: 2, used_at: null })
      .execute()
    await other.close()
    await copy()
    expect(await allRows(to)).toEqual(await allRows(from))
  })

  it('refuses a source with nothing in it', async () => {
    await expect(copy()).rejects.toThrow('There is nothing to copy: the source holds no organization.')
    expect(await allRows(to)).toEqual({})
  })
})

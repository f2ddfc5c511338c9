import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compose } from '../../server/compose.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { doorward } from '../cli/doorward.ts'
import { allRows } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'
import { configOf } from '../support/server.ts'
import { testWorld } from '../support/world.ts'

onBothEngines('the database of trial mode (O1)', (open) => {
  let folder: string
  let settings: Record<string, string>
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'doorward-sample-'))
    settings = { DATA: folder, DATABASE: await open() }
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const sentence = 'this database holds an organization that is not the sample'

  async function makeOrganization(name: string): Promise<void> {
    const world = await testWorld({ database: settings.DATABASE! })
    await insertOrganization(world, name)
    await world.close()
  }

  it.each(['Elm Clinic', 'Harbor Agency'])(
    'is never one that holds somebody’s organization, whatever it is called (%s)',
    async (name) => {
      await makeOrganization(name)
      const before = await allRows(settings.DATABASE!)
      await expect(compose(configOf(folder, settings))).rejects.toThrow(sentence)
      const told = await doorward(settings, ['preferences', 'get'])
      expect(told).toMatchObject({ code: 1, out: '', complaint: expect.stringContaining(sentence) })
      expect(await allRows(settings.DATABASE!)).toEqual(before)
      expect(readdirSync(folder)).toEqual([])
    },
  )

  it('is one that was empty, and from then on its own', async () => {
    for (const time of ['first', 'again']) {
      const started = await compose(configOf(folder, settings))
      expect(started.accounts.length, time).toBeGreaterThan(5)
      await started.stop()
    }
    expect((await doorward(settings, ['preferences', 'get', '2FA'])).out).toBe('On\n')
  })
})

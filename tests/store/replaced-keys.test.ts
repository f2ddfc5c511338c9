import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadAppKey, loadFactors, saveFactor } from '../../server/features/factors/factors.store.ts'
import { queueMessage } from '../../server/features/messages/messages.store.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { insertPerson } from '../../server/features/people/people.store.ts'
import { replaceLostKeys } from '../../server/features/recovery/replace-lost-keys.flow.ts'
import { replaceKeys } from '../../server/tools/database/sealing-keys.ts'
import { openVault, type Vault } from '../../server/tools/vault.ts'
import type { World } from '../../server/tools/world.ts'
import { onBothEngines } from '../support/engines.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

onBothEngines('after some of the keys were lost', (open) => {
  let world: TestWorld
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'doorward-replaced-'))
    world = await testWorld({ database: await open() })
  })
  afterEach(async () => {
    await world.close()
    rmSync(folder, { recursive: true })
  })

  const key = () => randomBytes(32).toString('base64')
  async function vaultOf(name: string, current: string, keys: Record<string, string>): Promise<Vault> {
    writeFileSync(join(folder, name), JSON.stringify({ current, keys }))
    return openVault(join(folder, name))
  }

  /** Somebody with an app, a notice that waits and one that has failed, all sealed with these keys. */
  async function somebody(sealing: World, organizationId: string, userName: string) {
    const rest = { cellPhone: null, locationId: null, passwordHash: null, email: `${userName}@elm.example` }
    const id = await insertPerson(sealing, { organizationId, userName, displayName: userName, ...rest })
    const whose = { organizationId, personId: id }
    await saveFactor(sealing, { ...whose, method: 'app', address: null, key: 'JBSWY3DPEHPK3PXP' })
    const message = { ...whose, channel: 'email', recipient: rest.email, kind: 'password-changed' } as const
    const waiting = await queueMessage(sealing, { ...message, content: { text: 'x' }, dropAt: null })
    const failed = await queueMessage(sealing, { ...message, content: { text: 'y' }, dropAt: null })
    const row = sealing.database.updateTable('messages').set({ state: 'failed' }).where('id', '=', failed)
    await row.execute()
    return { id, waiting, failed }
  }

  it('what the others do not open is given up, and what they open stays', async () => {
    const [kept, lost] = [key(), key()]
    const { id } = await insertOrganization(world, 'Elm Clinic')
    const both = await vaultOf('both.json', '2', { 1: kept, 2: lost })
    const less = await vaultOf('less.json', '1', { 1: kept })
    const ann = await somebody({ ...world, vault: less }, id, 'ann')
    const bob = await somebody({ ...world, vault: both }, id, 'bob')
    await replaceKeys(world.database, both)

    const after = { ...world, vault: less }
    expect(await replaceLostKeys(after)).toEqual({ epoch: 1, apps: 1, messages: 1 })
    expect((await loadAppKey(after, ann.id))?.key).toBe('JBSWY3DPEHPK3PXP')
    expect(await loadFactors(after, bob.id)).toEqual([])
    const rows = await world.database.selectFrom('messages').selectAll().execute()
    const found = (message: string) => {
      const row = rows.find(({ id }) => id === message)!
      return [row.state, row.content_sealed !== '']
    }
    expect([found(ann.waiting), found(ann.failed)]).toEqual([
      ['waiting', true],
      ['failed', true],
    ])
    expect([found(bob.waiting), found(bob.failed)]).toEqual([
      ['dropped', false],
      ['failed', false],
    ])
    expect(await replaceLostKeys(after)).toBeUndefined()
  })
})

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withSnapshot } from '../../server/tools/database/rows/snapshot.ts'
import { openVaultOf } from '../../server/tools/database/sealing-keys.ts'
import { openVault } from '../../server/tools/vault.ts'
import { withDatabase } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'

onBothEngines('the keys of a database', (open) => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'doorward-keys-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const start = (address: string, path: string) =>
    withDatabase(address, (database) => openVaultOf(database, path))
  const noted = (address: string) =>
    withDatabase(address, async (database) =>
      (await database.selectFrom('sealing_keys').selectAll().execute()).map(({ fingerprint }) => fingerprint),
    )

  it('are noted at the first start; whoever has the same file starts, whoever has another does not', async () => {
    const address = await open()
    const [path, other] = [join(folder, 'keys.json'), join(folder, 'other.json')]
    const { fingerprints } = await start(address, path)
    expect(await noted(address)).toEqual(fingerprints)
    expect((await start(address, path)).fingerprints).toEqual(fingerprints)
    await openVault(other)
    await expect(start(address, other)).rejects.toThrow(`${other} lacks keys that the data was sealed with.`)
    expect(await noted(address)).toEqual(fingerprints)
  })

  it('are never made anew', async () => {
    const address = await open()
    const path = join(folder, 'keys.json')
    await start(address, path)
    rmSync(path)
    await expect(start(address, path)).rejects.toThrow(
      `${path} does not exist, and the data was sealed with keys.`,
    )
    expect(existsSync(path)).toBe(false)
  })

  it('may grow; from then on a file without the new key is not enough', async () => {
    const address = await open()
    const [path, longer] = [join(folder, 'keys.json'), join(folder, 'longer.json')]
    await start(address, path)
    const { keys } = JSON.parse(readFileSync(path, 'utf8'))
    const grown = { current: '2', keys: { ...keys, 2: Buffer.alloc(32, 7).toString('base64') } }
    writeFileSync(longer, JSON.stringify(grown))
    expect((await start(address, longer)).fingerprints).toHaveLength(2)
    expect(await noted(address)).toHaveLength(2)
    await expect(start(address, path)).rejects.toThrow('lacks keys')
  })

  it('hold nobody up who only reads, such as a backup', async () => {
    const address = await open()
    const path = join(folder, 'keys.json')
    await withDatabase(address, (database) =>
      withSnapshot(database, async (snapshot) => {
        await snapshot.database.selectFrom('sealing_keys').selectAll().execute()
        await start(address, path)
      }),
    )
    expect(await noted(address)).toHaveLength(1)
  })

  it('of nodes that start at once on a new database with files of their own, one gets in', async () => {
    const address = await open()
    const paths = Array.from({ length: 4 }, (_, at) => join(folder, `keys-${at}.json`))
    const started = await Promise.allSettled(paths.map((path) => start(address, path)))
    expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await noted(address)).toHaveLength(1)
  })
})

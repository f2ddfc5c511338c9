import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { Migrator } from 'kysely/migration'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  insertOrganization,
  organizationById,
} from '../../server/features/organizations/organizations.store.ts'
import { insertPerson } from '../../server/features/people/people.store.ts'
import { restoreBackup } from '../../server/features/recovery/restore-backup.flow.ts'
import { history } from '../../server/tools/database/migrate.ts'
import { openBackup } from '../../server/tools/database/rows/open-backup.ts'
import { writeBackup } from '../../server/tools/database/rows/write-backup.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { addEntries, allRows, type Databases, databases, withDatabase } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const notWhole = 'is damaged or not whole. Nothing was changed.'

onBothEngines('a backup', (open) => {
  let made: Databases
  let world: TestWorld
  let address: string
  let file: string
  beforeEach(async () => {
    made = databases()
    address = await open()
    world = await testWorld({ database: address })
    file = `${made.folder}/doorward.backup`
  })
  afterEach(async () => {
    await world.close()
    await made.remove()
  })

  const now = () => world.clock.now()
  const write = (database: Database = world.database, path = file) =>
    writeBackup(database, path, { vault: world.vault, now: now(), watch: () => {} })

  async function restore(into: TestWorld, { replace = false } = {}) {
    const backup = await openBackup(file, world.vault)
    try {
      return await restoreBackup(into, { backup, replace, watch: () => {} })
    } finally {
      await backup.close()
    }
  }

  async function fill(to: TestWorld = world) {
    const { id: organizationId } = await insertOrganization(to, 'Zoë’s 😀 Clinic\u2028')
    const rest = { cellPhone: null, locationId: null, passwordHash: null }
    for (const userName of ['BSMITH', 'CBILLS'])
      await insertPerson(to, { organizationId, userName, displayName: 'Zoë 😀', email: null, ...rest })
    return organizationId
  }

  /** But for what a restore itself writes. */
  async function lastingRows(address: string) {
    const { epochs, audit, ...lasting } = await allRows(address)
    return { lasting, told: audit!.filter((row) => row.includes('backup-restored')), epochs }
  }

  it('comes back as it was on the other engine, and from there on this one', async () => {
    await fill()
    await addEntries(address, 2500)
    const { rows } = await write()
    const elsewhere = await made.beside(address)
    const other = await testWorld({ database: elsewhere })
    try {
      expect(await restore(other)).toEqual({ rows, epoch: 1 })
      const there = await lastingRows(elsewhere)
      expect(there.lasting).toEqual((await lastingRows(address)).lasting)
      expect(there.told).toHaveLength(1)
      file = `${made.folder}/second.backup`
      await write(other.database)
    } finally {
      await other.close()
    }
    expect(await restore(world, { replace: true })).toEqual({ rows: rows + 2, epoch: 2 })
    const back = await lastingRows(address)
    expect(back.lasting).toEqual((await lastingRows(elsewhere)).lasting)
    expect(back.told).toHaveLength(2)
  })

  it('is for nobody else’s eyes, holds no key, and is whole or not there', async () => {
    await fill()
    await write()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(made.folder)).toEqual(['doorward.backup'])
    const [header] = readFileSync(file, 'latin1').split('\n', 1)
    expect(JSON.parse(header!)).toEqual({
      doorward: 'backup',
      format: 1,
      schema: Object.keys(history).at(-1),
      engine: address.startsWith('sqlite:') ? 'sqlite' : 'postgresql',
      epoch: 0,
      madeAt: now().toISOString(),
      keys: world.vault.fingerprints,
    })
    const before = readFileSync(file)
    await expect(write()).rejects.toThrow(`${file} is there already. Nothing was changed. Name another file.`)
    expect(readFileSync(file)).toEqual(before)
    await world.database
      .updateTable('organizations')
      .set({ created_at: 2 ** 53 })
      .execute()
    await expect(write(world.database, `${file}2`)).rejects.toThrow()
    expect(readdirSync(made.folder)).toEqual(['doorward.backup'])
  })

  it('is refused when one bit of it is another, or any part of it is missing or added', async () => {
    await fill()
    await write()
    const whole = readFileSync(file)
    const headerLength = whole.indexOf('\n')
    const altered = async (content: Buffer) => {
      writeFileSync(file, content)
      return openBackup(file, world.vault).then(
        async (backup) => {
          await backup.close()
          return 'taken'
        },
        (error: Error) => error.message,
      )
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = Buffer.from(whole)
        flipped[at]! ^= 1 << bit
        const said = await altered(flipped)
        expect(said).toContain('Nothing was changed.')
        if (at > headerLength) expect(said).toContain(notWhole)
      }),
      { numRuns: 150 },
    )
    for (const content of [
      whole.subarray(0, -1),
      whole.subarray(0, -24),
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, headerLength + 1),
      Buffer.concat([whole, Buffer.from('\n')]),
      Buffer.concat([whole.subarray(0, headerLength + 1), whole.subarray(-24)]),
    ])
      expect(await altered(content)).toContain(notWhole)
    expect(await altered(whole)).toBe('taken')
  })

  it.each([
    ['is empty', ''],
    ['is a word', 'nonsense'],
    ['begins with other JSON', '{}\n'],
    ['says too little of itself', '{"doorward":"backup"}\n'],
    ['has no line', 'x'.repeat(10_000)],
  ])('is none where the file %s', async (_, content) => {
    writeFileSync(file, content)
    await expect(openBackup(file, world.vault)).rejects.toThrow(
      `${file} is not a backup that Doorward made. Nothing was changed.`,
    )
  })

  it('is refused where the sealing keys are others, and where there is no file', async () => {
    await fill()
    await write()
    const other = await testWorld()
    await expect(openBackup(file, other.vault)).rejects.toThrow(
      'was made with other sealing keys than those in this key file, so what is sealed in it could not be opened. Nothing was changed.',
    )
    await other.close()
    await expect(openBackup(`${file}2`, world.vault)).rejects.toThrow(`There is no file ${file}2.`)
  })

  it('is refused by a version that is too old for it', async () => {
    await fill()
    await write()
    const whole = readFileSync(file, 'latin1')
    const newest = Object.keys(history).at(-1)!
    for (const [from, to] of [
      [newest, '9999-later'],
      ['"format":1', '"format":2'],
    ] as const) {
      writeFileSync(file, whole.replace(from, to), 'latin1')
      await expect(openBackup(file, world.vault)).rejects.toThrow('was made by a newer version of Doorward')
    }
  })

  it('of an older schema comes back and is brought to the newest shape', async () => {
    const older = await made.beside(address)
    await withDatabase(older, async (database) => {
      const { '0001-house': house } = history
      const provider = { getMigrations: async () => ({ '0001-house': house! }) }
      expect((await new Migrator({ db: database, provider }).migrateToLatest()).error).toBeUndefined()
      const row = { id: 'org_old', name: 'Oak Clinic', name_key: 'oak clinic', created_at: 1 }
      await database.insertInto('organizations').values(row).execute()
      await write(database)
    })
    await fill()
    expect(await restore(world, { replace: true })).toEqual({ rows: 1, epoch: 1 })
    expect(await world.database.selectFrom('organizations').select('id').execute()).toEqual([
      { id: 'org_old' },
    ])
    expect(await allRows(address)).toMatchObject({ people: [], epochs: [expect.stringContaining('restore')] })
  })

  it('replaces what the database holds only when told so, and all of it or nothing', async () => {
    await fill()
    await write()
    const { id } = await insertOrganization(world, 'Elm Clinic')
    const before = await allRows(address)
    await expect(restore(world)).rejects.toThrow(
      'The database holds data already. Nothing was changed. Add --replace to lose it and restore.',
    )
    const backup = await openBackup(file, world.vault)
    const pulled = restoreBackup(world, {
      backup,
      replace: true,
      watch: ({ table }) => {
        if (table === 'person_words') throw new Error('pulled')
      },
    })
    await expect(pulled).rejects.toThrow('pulled')
    await backup.close()
    expect(await allRows(address)).toEqual(before)
    await restore(world, { replace: true })
    await expect(organizationById(world, id)).rejects.toThrow()
  })

  it('that does not hold what it says it holds is taken back', async () => {
    await fill()
    await write()
    const before = await allRows(address)
    const backup = await openBackup(file, world.vault)
    const lines: string[] = []
    for await (const line of backup.lines()) lines.push(line)
    const people = lines.findIndex((line) => line.includes('"table":"people"'))
    for (const wrong of [
      lines.toSpliced(people + 1, 1),
      lines.with(people + 1, lines[people + 1]!.replace('Zoë', 'Zoe')),
      lines.with(people, lines[people]!.replace('"active",', '')),
      lines.slice(0, people),
      lines.slice(0, people + 2),
      lines.slice(people + 1),
    ]) {
      const altered = {
        ...backup,
        lines: async function* () {
          yield* wrong
        },
      }
      await expect(restoreBackup(world, { backup: altered, replace: true, watch: () => {} })).rejects.toThrow(
        'The backup does not hold what it says it holds. Nothing was changed.',
      )
    }
    await backup.close()
    expect(await allRows(address)).toEqual(before)
  })

  it('of nothing is not made', async () => {
    await expect(write()).rejects.toThrow('There is nothing to save: the database holds no organization.')
  })
})

import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from '../../server/tools/database/migrate.ts'
import { allRows, withDatabase } from '../support/databases.ts'
import { onBothEngines } from '../support/engines.ts'

onBothEngines('a database of a newer version (O11)', (open) => {
  it('is left alone, and the sentence says which ways there are', async () => {
    const address = await open()
    await withDatabase(address, (database) =>
      sql`insert into kysely_migration (name, timestamp) values ('9999-to-come', '2030-01-01')`.execute(
        database,
      ),
    )
    const before = await allRows(address)
    await expect(withDatabase(address, migrate)).rejects.toThrow(
      'this database was made by a newer version of Doorward (9999-to-come). Go forward to that version, or restore the backup that was made before it.',
    )
    expect(await allRows(address)).toEqual(before)
  })
})

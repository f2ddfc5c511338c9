import { expect, it } from 'vitest'
import { openDatabase } from '../../server/tools/database/open.ts'
import { prepared } from '../../server/tools/database/prepared.ts'
import { onBothEngines } from '../support/engines.ts'

const built: string[] = []
const preferenceOf = prepared<{ organization: string; codes: string }, { value: string }>(
  (database, place) => {
    built.push('once')
    return database
      .selectFrom('preferences')
      .select('value')
      .where('code', '=', place('codes'))
      .where('organization_id', '=', place('organization'))
  },
)

onBothEngines('a prepared query', (open) => {
  it('is built once for an engine, and each use has its own values, inside and outside of transactions', async () => {
    const database = openDatabase(await open())
    try {
      const rows = ['a', 'b'].map((one) => ({
        organization_id: `org_${one}`,
        code: 'UMA',
        value: `value of ${one}`,
      }))
      await database.insertInto('preferences').values(rows).execute()
      const answerFor = (organization: string, within = database) =>
        preferenceOf(within, { organization, codes: 'UMA' })
      built.length = 0
      expect(await answerFor('org_a')).toEqual([{ value: 'value of a' }])
      expect(await answerFor('org_b')).toEqual([{ value: 'value of b' }])
      expect(await database.transaction().execute((inside) => answerFor('org_b', inside))).toEqual([
        { value: 'value of b' },
      ])
      expect(await answerFor("org_a' or '1'='1")).toEqual([])
      expect(built).toEqual(['once'])
    } finally {
      await database.destroy()
    }
  })
})

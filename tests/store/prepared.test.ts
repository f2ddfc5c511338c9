import { expect, it } from 'vitest'
import { engineOf } from '../../server/tools/database/engine.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import { insertRow, prepared, together } from '../../server/tools/database/prepared.ts'
import { cachedStatement } from '../../server/tools/database/statement-names.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'

const built: string[] = []
const preferenceOf = prepared<{ organization: string; codes: string }, { value: string }>(
  (database, parameter) => {
    built.push('once')
    return database
      .selectFrom('preferences')
      .select('value')
      .where('code', '=', parameter('codes'))
      .where('organization_id', '=', parameter('organization'))
  },
)

onBothEngines('a prepared query', (open) => {
  it('is built once for an engine, and each use has its own values, inside and outside of transactions', async () => {
    const database = openDatabase(await open())
    await plant(database, { organizations: ['org_a', 'org_b'] })
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

  it('has its constants in the text: a partial index counts, and a limit is known, only where they stand there', async () => {
    const database = openDatabase(await open())
    const firstWaiting = prepared<{ channel: string }, { id: string }>((database, parameter) =>
      database
        .selectFrom('messages')
        .select('id')
        .where('state', '=', "wait'ing")
        .where('channel', '=', parameter('channel'))
        .limit(1),
    )
    try {
      expect(await firstWaiting(database, { channel: 'email' })).toEqual([])
      const place = engineOf(database) === 'postgresql' ? '$1' : '?'
      const text = `select "id" from "messages" where "state" = 'wait''ing' and "channel" = ${place} limit 1`
      expect(cachedStatement(text)).toMatchObject({ text })
    } finally {
      await database.destroy()
    }
  })

  it('reads asked together answer as each would alone: rows in their order, numbers, nulls, and nothing', async () => {
    const database = openDatabase(await open())
    const auditOf = prepared<{ organization: string; limit: number }, { at: number; address: string | null }>(
      (database, parameter) =>
        database
          .selectFrom('audit')
          .select(['at', 'address'])
          .where('organization_id', '=', parameter('organization'))
          .orderBy('at', 'desc')
          .limit(parameter('limit')),
    )
    await plant(database, { organizations: ['org_a'] })
    const both = together({ preferences: preferenceOf, audit: auditOf })
    try {
      const preference = { organization_id: 'org_a', code: 'UMA', value: 'with "quotes" and ü' }
      await database.insertInto('preferences').values(preference).execute()
      const base = {
        organization_id: 'org_a',
        actor_id: null,
        person_id: null,
        event: 'x',
        data: '{}',
        facts: null,
        times: 1,
        summed_as: null,
      }
      const latest = 8_640_000_000_000_000
      await insertRow(database, 'audit', { ...base, id: 'a', at: 1, address: '::1' })
      await insertRow(database, 'audit', { ...base, id: 'b', at: latest, address: null })
      await insertRow(database, 'audit', { ...base, id: 'c', at: 2, address: '::1' })
      const values = { codes: 'UMA', limit: 2 }
      const expected = {
        preferences: [{ value: 'with "quotes" and ü' }],
        audit: [
          { at: latest, address: null },
          { at: 2, address: '::1' },
        ],
      }
      expect(await both(database, { ...values, organization: 'org_a' })).toEqual(expected)
      expect(
        await database.transaction().execute((inside) => both(inside, { ...values, organization: 'org_a' })),
      ).toEqual(expected)
      expect(await both(database, { ...values, organization: 'org_b' })).toEqual({
        preferences: [],
        audit: [],
      })
    } finally {
      await database.destroy()
    }
  })

  it('a row goes in whole, null included, and the columns may stand in any order', async () => {
    const database = openDatabase(await open())
    try {
      const base = {
        organization_id: 'org_a',
        address: null,
        data: '{}',
        facts: null,
        times: 1,
        summed_as: null,
        at: 1,
      }
      await insertRow(database, 'audit', { ...base, id: 'a', actor_id: 'x', person_id: null, event: 'one' })
      await insertRow(database, 'audit', { event: 'two', person_id: 'y', actor_id: null, id: 'b', ...base })
      const rows = await database
        .selectFrom('audit')
        .select(['id', 'actor_id', 'person_id', 'event'])
        .orderBy('id')
        .execute()
      expect(rows).toEqual([
        { id: 'a', actor_id: 'x', person_id: null, event: 'one' },
        { id: 'b', actor_id: null, person_id: 'y', event: 'two' },
      ])
    } finally {
      await database.destroy()
    }
  })
})

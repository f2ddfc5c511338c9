import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import { expect, it } from 'vitest'
import { type AuditQuery, listAudit } from '../../server/features/audit-trail/entries.store.ts'
import { engineOf } from '../../server/tools/database/engine.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import { insertRows } from '../../server/tools/database/rows/insert-rows.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { onBothEngines } from '../support/engines.ts'

const columns = ['id', 'organization_id', 'at', 'actor_id', 'person_id', 'event', 'address', 'data']
const everything: AuditQuery = {
  organizationId: 'org_a',
  after: undefined,
  limit: 50,
  personId: undefined,
  actorId: undefined,
  event: undefined,
  from: undefined,
  to: undefined,
}
const until = { at: 9000, id: 'aud_a' }

const pages: readonly [string, Partial<AuditQuery>, string][] = [
  ['everything', {}, 'audit_by_time'],
  ['after another page', { after: until }, 'audit_by_time'],
  ['a span', { from: new Date(100), to: new Date(200) }, 'audit_by_time'],
  ['an event, however rare (A10)', { event: 'epoch-begun' }, 'audit_by_event'],
  ['an event, after another page', { event: 'signed-in', after: until }, 'audit_by_event'],
  ['an event in a span', { event: 'signed-in', from: new Date(1) }, 'audit_by_event'],
  ['a person', { personId: 'per_7' }, 'audit_by_person'],
  ['a person and an event', { personId: 'per_7', event: 'signed-in' }, 'audit_by_person'],
  ['who did it', { actorId: 'per_7' }, 'audit_by_actor'],
  ['who did it and an event', { actorId: 'per_7', event: 'signed-in' }, 'audit_by_actor'],
  ['who did it in a span', { actorId: 'per_7', from: new Date(1), to: new Date(2) }, 'audit_by_actor'],
]

onBothEngines('the audit', (open) => {
  it('is found by what is asked for, without looking at the rest of it', async () => {
    const database = openDatabase(await open(), 1)
    try {
      await fillAudit(database)
      const found = new Map<string, string>()
      for (const [about, asked] of pages) {
        const work = (database: Database) => listAudit({ database }, { ...everything, ...asked })
        const [plan] = await plansOf(database, work)
        found.set(about, /\baudit_by_\w+/.exec(plan!)?.[0] ?? plan!)
      }
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(pages.map(([about, , index]) => [about, index])),
      )
    } finally {
      await database.destroy()
    }
  })
})

/** Many sign-ins of a thousand people, and an event that came three times. */
async function fillAudit(database: Database): Promise<void> {
  const rows = Array.from({ length: 20_000 }, (_, at) => {
    const person = `per_${at % 1000}`
    return [
      `aud_${at}`,
      'org_a',
      at,
      person,
      person,
      at % 7000 === 9 ? 'epoch-begun' : 'signed-in',
      null,
      '{}',
    ]
  })
  await database.transaction().execute((database) => insertRows(database, { name: 'audit', columns }, rows))
  if (engineOf(database) === 'postgresql') await sql`analyze audit`.execute(database)
}

/** How the engine does what is asked of it during `work`. */
async function plansOf(
  database: Database,
  work: (database: Database) => Promise<unknown>,
): Promise<string[]> {
  const asked: RootOperationNode[] = []
  const noting: KyselyPlugin = {
    transformQuery({ node }) {
      asked.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await work(database.withPlugin(noting))
  const explain = engineOf(database) === 'sqlite' ? 'explain query plan' : 'explain'
  const plans: string[] = []
  for (const node of asked) {
    const query = database.getExecutor().compileQuery(node, createQueryId())
    const { rows } = await database.executeQuery<Record<string, unknown>>(
      CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
    )
    plans.push(rows.map((row) => String(row.detail ?? Object.values(row)[0])).join('\n'))
  }
  return plans
}

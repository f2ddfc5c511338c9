import type { AuditEntry } from '../../../contract/api/audit.ts'
import type { World } from '../../tools/world.ts'
import { explainedDecision } from './audit-decision.ts'
import { type AuditQuery, type ListedEntry, listAudit } from './audit-list.store.ts'
import { auditEvents, auditSentence } from './audit-sentences.ts'
import { type AskedPage, readPage } from './page.ts'

export interface AskAudit extends AskedPage, Omit<AuditQuery, 'after' | 'limit'> {}

export interface AuditPage {
  entries: AuditEntry[]
  next: string | null
  events: string[]
}

export async function auditPage(world: World, input: AskAudit): Promise<AuditPage> {
  const { rows, next } = await listAudit(world, { ...input, ...readPage(input) })
  return { entries: rows.map(toEntry), next, events: [...auditEvents] }
}

function toEntry(row: ListedEntry): AuditEntry {
  const { id, at, event, actor, person, address } = row
  const { decision, ...values } = row.data
  return {
    id,
    at: at.toISOString(),
    event,
    sentence: auditSentence(row),
    actor,
    person,
    address,
    values,
    decision: explainedDecision(decision),
  }
}

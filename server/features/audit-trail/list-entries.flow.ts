import type { AuditEntry } from '../../../contract/api/audit.ts'
import { type AskedPage, readPage } from '../../base/page.ts'
import type { World } from '../../tools/world.ts'
import { explainedDecision } from './decision.ts'
import { type AuditQuery, type ListedEntry, listAudit } from './entries.store.ts'
import { auditEvents, auditSentence } from './sentences.ts'
import { maskedValues } from './values.ts'

export interface AskAudit extends AskedPage, Omit<AuditQuery, 'after' | 'limit'> {
  /** Who may not see people's e-mail addresses and cell phones elsewhere does not read them here. */
  seesAddresses: boolean
}

export interface AuditPage {
  entries: AuditEntry[]
  next: string | null
  events: string[]
}

export async function auditPage(world: World, input: AskAudit): Promise<AuditPage> {
  const { rows, next } = await listAudit(world, { ...input, ...readPage(input) })
  return { entries: rows.map((row) => toEntry(row, input)), next, events: [...auditEvents] }
}

function toEntry(row: ListedEntry, { seesAddresses }: Pick<AskAudit, 'seesAddresses'>): AuditEntry {
  const { id, at, event, actor, person, address } = row
  const { decision, ...kept } = row.data
  const values = seesAddresses ? kept : maskedValues(kept)
  return {
    id,
    at: at.toISOString(),
    event,
    sentence: auditSentence({ event, actor, person, data: values }),
    actor,
    person,
    address,
    values,
    decision: explainedDecision(decision),
  }
}

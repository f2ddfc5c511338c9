import type { QueryOf } from '../../contract/api/endpoints.ts'
import { call } from './call/call.ts'
import { usePages } from './call/use-pages.ts'

export type AuditFilter = Omit<QueryOf<'GET /api/administration/audit'>, 'after' | 'limit'>

/** What happened, newest first, page by page. */
export const useAudit = (filter: AuditFilter) =>
  usePages(['audit', filter], (after) =>
    call('GET /api/administration/audit', { query: { ...filter, after } }),
  )

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { QueryOf } from '../../contract/api/endpoints.ts'
import { call } from './call.ts'

export type AuditFilter = Omit<QueryOf<'GET /api/administration/audit'>, 'after' | 'limit'>

/** What happened, newest first, page by page. */
export const useAudit = (filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam: after }) => call('GET /api/administration/audit', { query: { ...filter, after } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })

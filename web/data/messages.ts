import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Message } from '../../contract/api/messages.ts'
import { call } from './call.ts'

const key = ['messages']

/** What left, waits and failed, newest first. */
export const useMessages = (state: Message['state'] | undefined) =>
  useInfiniteQuery({
    queryKey: [...key, state],
    queryFn: ({ pageParam: after }) => call('GET /api/administration/messages', { query: { state, after } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })

export function useTryMessageAgain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      call('POST /api/administration/messages/{id}/retry', { params: { id }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Message } from '../../contract/api/messages.ts'
import { call } from './call/call.ts'
import { usePages } from './call/use-pages.ts'

const key = ['messages']

/** What left, waits and failed, newest first. */
export const useMessages = (state: Message['state'] | undefined) =>
  usePages([...key, state], (after) => call('GET /api/administration/messages', { query: { state, after } }))

export function useSendMessageAgain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      call('POST /api/administration/messages/{id}/send-again', { params: { id }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

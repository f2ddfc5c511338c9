import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf, QueryOf } from '../../contract/api/endpoints.ts'
import { call } from './call/call.ts'
import { usePages } from './call/use-pages.ts'

const key = ['machines']
const pageKey = (id: string) => [...key, 'one', id]

export type MachineFilter = Pick<QueryOf<'GET /api/administration/machines'>, 'state' | 'location'>

export const useMachines = (filter: MachineFilter) =>
  usePages([...key, 'list', filter], (after) =>
    call('GET /api/administration/machines', { query: { ...filter, after } }),
  )

export const useMachine = (id: string) =>
  useQuery({
    queryKey: pageKey(id),
    queryFn: () => call('GET /api/administration/machines/{id}', { params: { id } }),
  })

export function useChangeMachine(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: BodyOf<'PATCH /api/administration/machines/{id}'>) =>
      call('PATCH /api/administration/machines/{id}', { params: { id }, body }),
    onSuccess: (machine) => {
      client.setQueryData(pageKey(id), machine)
      return client.invalidateQueries({ queryKey: [...key, 'list'] })
    },
  })
}

export function useRevokeMachine(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('DELETE /api/administration/machines/{id}', { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}

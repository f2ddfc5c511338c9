import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from './call/call.ts'

const key = ['locations']

export const useLocations = () =>
  useQuery({ queryKey: key, queryFn: () => call('GET /api/administration/locations') })

function useRefresh() {
  const client = useQueryClient()
  const concerned = [key, ['people'], ['machines'], ['forecast']]
  return () => Promise.all(concerned.map((queryKey) => client.invalidateQueries({ queryKey })))
}

export function useAddLocation() {
  const onSuccess = useRefresh()
  return useMutation({
    mutationFn: (name: string) => call('POST /api/administration/locations', { body: { name } }),
    onSuccess,
  })
}

export function useRenameLocation(id: string) {
  const onSuccess = useRefresh()
  return useMutation({
    mutationFn: (name: string) =>
      call('PATCH /api/administration/locations/{id}', { params: { id }, body: { name } }),
    onSuccess,
  })
}

/** Its people and machines go where `moveTo` says: another location, or `none`. */
export function useRemoveLocation(id: string) {
  const onSuccess = useRefresh()
  return useMutation({
    mutationFn: (moveTo: string) =>
      call('DELETE /api/administration/locations/{id}', { params: { id }, query: { moveTo } }),
    onSuccess,
  })
}

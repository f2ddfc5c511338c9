import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '../../contract/api/endpoints.ts'
import type { PersonChange } from '../../contract/api/people.ts'
import type { PersonOrder, PersonState } from '../../contract/words.ts'
import { call } from './call/call.ts'
import { usePages } from './call/use-pages.ts'
import { withFreshProof } from './fresh-proof.ts'

const key = ['people']
const pageKey = (id: string) => [...key, 'one', id]

export interface PeopleFilter {
  search?: string
  /** Id of a location, or `none`. */
  location?: string
  state?: PersonState
  sort?: PersonOrder
}

/** User Administration, page by page. */
export const usePeople = (filter: PeopleFilter) =>
  usePages([...key, 'list', filter], (after) =>
    call('GET /api/administration/people', { query: { ...filter, after } }),
  )

export const usePerson = (id: string) =>
  useQuery({
    queryKey: pageKey(id),
    queryFn: () => call('GET /api/administration/people/{id}', { params: { id } }),
  })

export const usePersonConnections = (id: string) =>
  useQuery({
    queryKey: [...pageKey(id), 'connections'],
    queryFn: () => call('GET /api/administration/people/{id}/connections', { params: { id } }),
  })

export const usePersonHistory = (id: string) =>
  usePages([...pageKey(id), 'history'], (after) =>
    call('GET /api/administration/people/{id}/history', { params: { id }, query: { after, limit: '10' } }),
  )

/** A changed person changes lists, the forecast, and perhaps who is signed in. */
function useForgetWhatIsCached() {
  const client = useQueryClient()
  return () => Promise.all(concerned.map((queryKey) => client.invalidateQueries({ queryKey })))
}

const concerned = [key, ['forecast'], ['locations'], ['session'], ['profile']]

export function useAddPerson() {
  const onSuccess = useForgetWhatIsCached()
  return useMutation({
    mutationFn: (body: BodyOf<'POST /api/administration/people'>) =>
      withFreshProof(() => call('POST /api/administration/people', { body })),
    onSuccess,
  })
}

export function useChangePerson(id: string) {
  const onSuccess = useForgetWhatIsCached()
  return useMutation({
    mutationFn: (body: PersonChange) =>
      withFreshProof(() => call('PATCH /api/administration/people/{id}', { params: { id }, body })),
    onSuccess,
  })
}

export const usePending = (id: string) =>
  useQuery({
    queryKey: [...pageKey(id), 'pending'],
    queryFn: () => call('GET /api/administration/people/{id}/pending', { params: { id } }),
  })

/** What waits is confirmed by a second administrator, or withdrawn. */
export function useDecidePending(id: string) {
  const onSuccess = useForgetWhatIsCached()
  return useMutation({
    mutationFn: ({ changeId, confirms }: { changeId: string; confirms: boolean }) => {
      const params = { id, changeId }
      return confirms
        ? withFreshProof(() =>
            call('POST /api/administration/people/{id}/pending/{changeId}', { params, body: {} }),
          )
        : call('DELETE /api/administration/people/{id}/pending/{changeId}', { params })
    },
    onSuccess,
  })
}

export function useInviteAgain(id: string) {
  const onSuccess = useForgetWhatIsCached()
  return useMutation({
    mutationFn: () => call('POST /api/administration/people/{id}/invitation', { params: { id }, body: {} }),
    onSuccess,
  })
}

/** What comes back is shown once, and kept no longer than it is shown. */
export function useHandOverPassword(id: string) {
  const onSuccess = useForgetWhatIsCached()
  return useMutation({
    mutationFn: () =>
      withFreshProof(() =>
        call('POST /api/administration/people/{id}/first-password', { params: { id }, body: {} }),
      ),
    onSuccess,
    gcTime: 0,
  })
}

/** R7.1: somebody else's ways to confirm; the reason is read by the person. */
export function useResetPerson(id: string) {
  const onSuccess = useForgetWhatIsCached()
  return useMutation({
    mutationFn: (reason: string) =>
      withFreshProof(() =>
        call('POST /api/administration/people/{id}/reset-two-factor', { params: { id }, body: { reason } }),
      ),
    onSuccess,
  })
}

export function useForgetPersonConnection(id: string) {
  const onSettled = useForgetWhatIsCached()
  return useMutation({
    mutationFn: (connectionId: string) =>
      call('DELETE /api/administration/people/{id}/connections/{connectionId}', {
        params: { id, connectionId },
      }),
    onSettled,
  })
}

export const usePreviewImport = () =>
  useMutation({
    mutationFn: (csv: string) => call('POST /api/administration/people/import/preview', { body: { csv } }),
  })

export function useImportPeople() {
  const onSuccess = useForgetWhatIsCached()
  return useMutation({
    mutationFn: (file: BodyOf<'POST /api/administration/people/import'>) =>
      call('POST /api/administration/people/import', { body: file }),
    onSuccess,
  })
}

const lookEvery = 1000

/** How far the latest import is; looked at again and again while one runs, here or in another window. */
export const useImportProgress = (isRunning: boolean) =>
  useQuery({
    queryKey: ['import', isRunning],
    queryFn: () => call('GET /api/administration/people/import'),
    refetchInterval: ({ state }) =>
      isRunning || state.data?.import?.state === 'running' ? lookEvery : false,
  })

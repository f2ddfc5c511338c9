import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Preference } from '../../contract/api/administration.ts'
import type { PreferenceCode } from '../../contract/words.ts'
import { call } from './call.ts'

const key = ['preferences']

export const usePreferences = () =>
  useQuery({ queryKey: key, queryFn: () => call('GET /api/administration/preferences') })

/** Changes one preference; the kept list learns the answer, and the sign-in page is asked anew. */
export function useSavePreference() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ code, value }: { code: PreferenceCode; value: string }) =>
      call('PUT /api/administration/preferences/{code}', { params: { code }, body: { value } }),
    onSuccess: (saved) => {
      client.setQueryData<Preference[]>(key, (list) => list?.map((one) => (one.code === saved.code ? saved : one)))
      return client.invalidateQueries({ queryKey: ['sign-in-page'] })
    },
  })
}

export const useSignEverybodyOut = () =>
  useMutation({ mutationFn: () => call('POST /api/administration/sign-everybody-out', { body: {} }) })

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Preference } from '../../contract/api/preferences.ts'
import type { PreferenceCode } from '../../contract/words.ts'
import { call } from './call/call.ts'
import { withFreshProof } from './fresh-proof.ts'

const key = ['preferences']

export const usePreferences = () =>
  useQuery({ queryKey: key, queryFn: () => call('GET /api/administration/preferences') })

export interface SavePreference {
  code: PreferenceCode
  value: string
  /** The organization's name, typed by whom the change would lock out. */
  confirmation?: string
}

/** Changes one preference; the kept list learns the answer; the sign-in page and the forecast are asked anew. */
export function useSavePreference() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ code, ...body }: SavePreference) =>
      withFreshProof(() => call('PUT /api/administration/preferences/{code}', { params: { code }, body })),
    onSuccess: (saved) => {
      client.setQueryData<Preference[]>(key, (list) =>
        list?.map((one) => (one.code === saved.code ? saved : one)),
      )
      const concerned = [['sign-in-page'], ['forecast']]
      return Promise.all(concerned.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}

export const useSignEverybodyOut = () =>
  useMutation({ mutationFn: () => call('POST /api/administration/sign-everybody-out', { body: {} }) })

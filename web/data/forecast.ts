import { useQuery } from '@tanstack/react-query'
import type { PreferenceCode } from '../../contract/words.ts'
import { call } from './call/call.ts'

/** Preferences as they would be; what is absent stays as it is saved. */
export type Proposed = Partial<Record<PreferenceCode, string>>

/** Who will be asked and who could not sign in. Asks nothing while `proposed` is null. */
export const useForecast = (proposed: Proposed | null) =>
  useQuery({
    queryKey: ['forecast', proposed],
    queryFn: () => call('GET /api/administration/forecast', { query: proposed ?? {} }),
    enabled: proposed !== null,
    staleTime: 10_000,
  })

/** What the last 30 days would have looked like, once somebody wants to know. */
export const useLastMonth = (proposed: Proposed, isWanted: boolean) =>
  useQuery({
    queryKey: ['forecast', 'last-month', proposed],
    queryFn: () => call('GET /api/administration/forecast/last-month', { query: proposed }),
    enabled: isWanted,
  })

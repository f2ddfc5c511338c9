import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { TrialAccount } from '../../contract/api/trial.ts'
import { call } from './call/call.ts'

const chosenKey = ['trial', 'chosen']

export const useTrialAccounts = () =>
  useQuery({ queryKey: ['trial', 'accounts'], queryFn: () => call('GET /api/trial/accounts') })

/** The kept messages, newest first, asked for every two seconds while somebody looks. */
export const useTrialMessages = () =>
  useQuery({
    queryKey: ['trial', 'messages'],
    queryFn: () => call('GET /api/trial/messages', { query: {} }),
    refetchInterval: 2000,
  })

/** Carries a sample person from the trial page to the sign-in form, in memory only. */
export function useChosenAccount() {
  const client = useQueryClient()
  return {
    choose: (account: TrialAccount) => client.setQueryData(chosenKey, account),
    chosen: () => client.getQueryData<TrialAccount>(chosenKey),
  }
}

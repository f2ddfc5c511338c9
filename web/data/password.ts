import { useMutation, useQuery } from '@tanstack/react-query'
import type { BodyOf } from '../../contract/api/endpoints.ts'
import { call } from './call/call.ts'
import { useTakeStep } from './sign-in.ts'

/** Asks for a link by e-mail. The answer is the same whoever is meant. */
export const useAskForPasswordLink = () =>
  useMutation({
    mutationFn: (body: BodyOf<'POST /api/password-reset'>) => call('POST /api/password-reset', { body }),
  })

/** What a link to choose a password stands for; looking changes nothing. */
export const usePasswordLink = (token: string) =>
  useQuery({
    queryKey: ['password-link', token],
    queryFn: () => call('POST /api/password-link/look', { body: { token } }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Another way than the mailbox is asked for first: a sign-in begins, and the sign-in page shows it. */
export function useProvePasswordLink() {
  const onSuccess = useTakeStep()
  const mutationFn = (body: BodyOf<'POST /api/password-link/proof'>) =>
    call('POST /api/password-link/proof', { body })
  return useMutation({ mutationFn, onSuccess })
}

export const useChoosePassword = () =>
  useMutation({
    mutationFn: (body: BodyOf<'POST /api/password-link'>) => call('POST /api/password-link', { body }),
  })

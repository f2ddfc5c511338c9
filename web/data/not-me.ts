import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from './call/call.ts'

/** What a "this wasn't me" link stands for: a sign-in, a reset of one's own ways to confirm, or a change of an address. */
export type Disowned = 'not-me' | 'not-my-reset' | 'not-my-change'

/** Looking changes nothing. */
export const useDisowned = (what: Disowned, token: string) =>
  useQuery({
    queryKey: [what, token],
    queryFn: () => call(`POST /api/${what}/look`, { body: { token } }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useDisown = (what: Disowned) =>
  useMutation({ mutationFn: (token: string) => call(`POST /api/${what}`, { body: { token } }) })

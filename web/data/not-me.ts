import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from './call/call.ts'

/** What a "this wasn't me" link stands for; looking changes nothing. */
export const useReportedSignIn = (token: string) =>
  useQuery({
    queryKey: ['not-me', token],
    queryFn: () => call('POST /api/not-me/look', { body: { token } }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useReportNotMe = () =>
  useMutation({ mutationFn: (token: string) => call('POST /api/not-me', { body: { token } }) })

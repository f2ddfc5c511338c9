import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '../../contract/api/endpoints.ts'
import { call } from './call/call.ts'
import { withFreshProof } from './fresh-proof.ts'

const key = ['profile']
const connectionsKey = ['profile', 'connections']
const sessionsKey = ['profile', 'sessions']

/** Own data, ways to confirm, and what is switched on. */
export const useProfile = () => useQuery({ queryKey: key, queryFn: () => call('GET /api/profile') })

/** The same as it is now: what one's own reset wants changes by itself. */
export const useProfileAnew = () =>
  useQuery({ queryKey: key, queryFn: () => call('GET /api/profile'), staleTime: 0, refetchOnMount: 'always' })

/** Own data, as it stands in the header, too. */
export function useChangeProfile() {
  const client = useQueryClient()
  const mutationFn = (body: BodyOf<'PATCH /api/profile'>) =>
    withFreshProof(() => call('PATCH /api/profile', { body }))
  return useMutation({
    mutationFn,
    onSuccess: (profile) => {
      client.setQueryData(key, profile)
      return client.invalidateQueries({ queryKey: ['session'] })
    },
  })
}

/** The code that went to a new address makes it count. */
export function useConfirmAddress(asked: Omit<BodyOf<'POST /api/profile/new-address/code'>, 'code'>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (code: string) => call('POST /api/profile/new-address/code', { body: { ...asked, code } }),
    onSuccess: (profile) => {
      client.setQueryData(key, profile)
      return client.invalidateQueries({ queryKey: connectionsKey })
    },
  })
}

export const useChangePassword = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (password: string) =>
      withFreshProof(() => call('POST /api/profile/password', { body: { password } })),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}

/** R7.1: removes own ways to confirm; this session stays. By the password where the profile says that it is enough. */
export function useResetTwoFactor() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (password: string | null) => {
      const reset = () =>
        call('POST /api/profile/reset-two-factor', { body: password === null ? {} : { password } })
      return withFreshProof(reset)
    },
    onSuccess: () => {
      client.removeQueries({ queryKey: ['enrollment'] })
      return client.invalidateQueries({ queryKey: key })
    },
  })
}

export const useConnections = () =>
  useQuery({ queryKey: connectionsKey, queryFn: () => call('GET /api/profile/connections') })

export function useForgetConnection() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/profile/connections/{id}', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: connectionsKey }),
  })
}

export function useForgetConnections() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('DELETE /api/profile/connections'),
    onSettled: () => client.invalidateQueries({ queryKey: connectionsKey }),
  })
}

export const useSessions = () =>
  useQuery({ queryKey: sessionsKey, queryFn: () => call('GET /api/profile/sessions') })

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/profile/sessions/{id}', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  })
}

export function useEndOtherSessions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('DELETE /api/profile/sessions'),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  })
}

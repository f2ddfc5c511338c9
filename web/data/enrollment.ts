import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Enrollment, EnrollmentCode } from '../../contract/api/enrollment.ts'
import type { ChosenMethod, Method } from '../../contract/words.ts'
import { call } from './call/call.ts'
import { withFreshProof } from './fresh-proof.ts'

const key = ['enrollment']
const appKey = ['enrollment-app']

/** How far set-up is. Asking sends nothing. */
export const useEnrollment = ({ isSignIn }: { isSignIn: boolean }) =>
  useQuery({ queryKey: key, queryFn: () => (isSignIn ? ask() : askForSession()), staleTime: 0 })

const ask = () => call('GET /api/enrollment')

/** A sign-in begun in this browser would be asked first, and it may be a colleague's: from the profile it is given up. */
async function askForSession(): Promise<Enrollment> {
  await call('DELETE /api/sign-in')
  return ask()
}

/** A way was confirmed, replaced or removed: what is kept of the set-up learns it, the profile is asked anew. */
const learn = (client: QueryClient) => (enrollment: Enrollment) => {
  client.setQueryData(key, enrollment)
  client.removeQueries({ queryKey: appKey })
  void client.invalidateQueries({ queryKey: ['profile'] })
}

/** A code is on its way: whoever leaves this step and comes back finds it. */
const learnSent = (client: QueryClient, method: 'email' | 'text') => (sent: EnrollmentCode) =>
  client.setQueryData<Enrollment>(
    key,
    (known) =>
      known && { ...known, methods: { ...known.methods, [method]: { ...known.methods[method], sent } } },
  )

export function useEmailToken() {
  const onSuccess = learnSent(useQueryClient(), 'email')
  const mutationFn = (address: string) =>
    withFreshProof(() => call('POST /api/enrollment/email', { body: { address } }))
  return useMutation({ mutationFn, onSuccess })
}

export function useTextToken() {
  const onSuccess = learnSent(useQueryClient(), 'text')
  const mutationFn = (phone: string) =>
    withFreshProof(() => call('POST /api/enrollment/text', { body: { phone } }))
  return useMutation({ mutationFn, onSuccess })
}

/** The key is made by asking for it, and kept until it is confirmed or the page is left. */
export const useAppKey = () =>
  useQuery({
    queryKey: appKey,
    queryFn: () => withFreshProof(() => call('POST /api/enrollment/app', { body: {} })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** @param forProfile the number becomes the profile's, too; of a text message alone */
export function useConfirmMethod(method: Method, forProfile = false) {
  const onSuccess = learn(useQueryClient())
  const mutationFn = (code: string) =>
    withFreshProof(() =>
      forProfile
        ? call('POST /api/enrollment/text/code', { body: { code, forProfile } })
        : call(`POST /api/enrollment/${method}/code`, { body: { code } }),
    )
  return useMutation({ mutationFn, onSuccess })
}

/** Chooses the default and finishes: a step during the sign-in, the set-up itself from the profile. */
export function useFinishSetUp() {
  const client = useQueryClient()
  const mutationFn = (chosen: Method) =>
    withFreshProof(() => call('POST /api/enrollment/finish', { body: { default: chosen } }))
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: ['profile'] }),
  })
}

export function useRemoveMethod() {
  const onSuccess = learn(useQueryClient())
  const mutationFn = (method: ChosenMethod) =>
    withFreshProof(() => call('DELETE /api/enrollment/{method}', { params: { method } }))
  return useMutation({ mutationFn, onSuccess })
}

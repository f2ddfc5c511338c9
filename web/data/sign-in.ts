import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { BodyOf } from '../../contract/api/endpoints.ts'
import type { SignInPage, Step } from '../../contract/api/sign-in.ts'
import type { Method } from '../../contract/words.ts'
import { call } from './call/call.ts'
import { failureCode } from './call/call-failed.ts'
import { proveMachineKey } from './machine-key.ts'

const stepKey = ['sign-in']
const pageKey = ['sign-in-page']
/** A little less than at the server. */
const nonceLife = 9 * 60_000

const signInPage = (organization?: string) =>
  queryOptions({
    queryKey: [...pageKey, organization ?? null],
    queryFn: () => call('GET /api/sign-in-page', { query: { organization } }),
    staleTime: 60_000,
  })

/** What may be known before anybody has signed in. */
export const useSignInPage = (organization?: string) => useQuery(signInPage(organization))

/** The step of the sign-in under way, or null when there is none. Asking sends nothing. */
export const useStep = () => useQuery({ queryKey: stepKey, queryFn: currentStep, staleTime: 0 })

async function currentStep(): Promise<Step | null> {
  try {
    return await call('GET /api/sign-in')
  } catch (error) {
    const code = failureCode(error)
    if (code === 'no-sign-in' || code === 'sign-in-over') return null
    throw error
  }
}

const keep = (client: QueryClient) => (step: Step | null) => {
  client.setQueryData(stepKey, step)
}

/** @param shown the organization of the page that is shown */
export function useBeginSignIn(shown: string | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Typed) => begin(client, { shown, body }),
    onSuccess: keep(client),
    // The nonce was used: the next try has another at hand.
    onSettled: (_, error) =>
      client.invalidateQueries({ queryKey: pageKey, refetchType: error ? 'active' : 'none' }),
  })
}

type Typed = Omit<BodyOf<'POST /api/sign-in'>, 'machineKey'>

/** With the nonce of the page that is shown, so that nothing is asked for first; only where that is over, with another. */
async function begin(
  client: QueryClient,
  { shown, body }: { shown: string | undefined; body: Typed },
): Promise<Step> {
  const page = { ...signInPage(shown), staleTime: nonceLife }
  try {
    return await beginWith(await freshPage(client, page), body)
  } catch (error) {
    switch (failureCode(error)) {
      case 'nonce-over':
        return beginWith(await freshPage(client, { ...page, staleTime: 0 }), body)
      // A server from before there were keys, while servers are renewed one by one.
      case 'unknown-field':
        return beginWith(undefined, body)
      default:
        throw error
    }
  }
}

/** Undefined where the server cannot tell: then there is nothing to sign. */
const freshPage = (client: QueryClient, page: ReturnType<typeof signInPage>) =>
  client.fetchQuery(page).catch(() => undefined)

async function beginWith(page: SignInPage | undefined, body: Typed): Promise<Step> {
  const machineKey = page && (await proveMachineKey(page.nonce))
  return call('POST /api/sign-in', { body: { ...body, ...(machineKey && { machineKey }) } })
}

/** In place of the one on paper. */
export function useChooseFirstPassword() {
  const onSuccess = keep(useQueryClient())
  const mutationFn = (password: string) => call('POST /api/sign-in/password', { body: { password } })
  return useMutation({ mutationFn, onSuccess })
}

export function useEnterCode() {
  const client = useQueryClient()
  const mutationFn = (code: string) => call('POST /api/sign-in/code', { body: { code } })
  return useMutation({ mutationFn, onSuccess: keep(client) })
}

export function useSendAgain() {
  const onSuccess = keep(useQueryClient())
  return useMutation({ mutationFn: () => call('POST /api/sign-in/send-again', { body: {} }), onSuccess })
}

export function useChooseMethod() {
  const onSuccess = keep(useQueryClient())
  const mutationFn = (method: Method) => call('POST /api/sign-in/method', { body: { method } })
  return useMutation({ mutationFn, onSuccess })
}

export const useGiveUp = () => useMutation({ mutationFn: () => call('DELETE /api/sign-in') })

/** The sign-in goes on with a step that came from elsewhere: the set-up. */
export function useTakeStep() {
  const client = useQueryClient()
  return useCallback((step: Step) => keep(client)(step), [client])
}

/** Forgets a sign-in that is over, or that was given up. */
export function useForgetStep() {
  const client = useQueryClient()
  return useCallback(() => keep(client)(null), [client])
}

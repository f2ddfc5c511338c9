import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { BodyOf } from '../../contract/api/endpoints.ts'
import type { Step } from '../../contract/api/sign-in.ts'
import type { Method } from '../../contract/words.ts'
import { call } from './call/call.ts'
import { failureCode } from './call/call-failed.ts'

const stepKey = ['sign-in']

const signInPage = (organization?: string) =>
  queryOptions({
    queryKey: ['sign-in-page', organization ?? null],
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

export function useBeginSignIn() {
  const onSuccess = keep(useQueryClient())
  const mutationFn = (body: BodyOf<'POST /api/sign-in'>) => call('POST /api/sign-in', { body })
  return useMutation({ mutationFn, onSuccess })
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

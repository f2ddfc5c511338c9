import { useMutation, useQuery } from '@tanstack/react-query'
import type { BodyOf } from '../../contract/api/endpoints.ts'
import { call } from './call/call.ts'

/** Whether this server still waits for its first organization. */
export const useFirstRun = () =>
  useQuery({ queryKey: ['first-run'], queryFn: () => call('GET /api/first-run') })

export const useMakeFirst = () =>
  useMutation({ mutationFn: (body: BodyOf<'POST /api/first-run'>) => call('POST /api/first-run', { body }) })

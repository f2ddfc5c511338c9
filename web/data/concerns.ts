import { useQuery } from '@tanstack/react-query'
import { call } from './call/call.ts'

/** What is wrong with how the server stands. */
export const useConcerns = () =>
  useQuery({
    queryKey: ['concerns'],
    queryFn: () => call('GET /api/administration/concerns'),
    staleTime: 10_000,
  })

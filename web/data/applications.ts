import { useQuery } from '@tanstack/react-query'
import { call } from './call/call.ts'

export const useOwnApplications = () =>
  useQuery({ queryKey: ['own-applications'], queryFn: () => call('GET /api/applications') })

export const useOpening = (id: string) =>
  useQuery({
    queryKey: ['opening', id],
    queryFn: () => call('GET /api/applications/{id}', { params: { id } }),
  })

export const useApplications = () =>
  useQuery({ queryKey: ['applications'], queryFn: () => call('GET /api/administration/applications') })

export const useApplication = (id: string) =>
  useQuery({
    queryKey: ['applications', id],
    queryFn: () => call('GET /api/administration/applications/{id}', { params: { id } }),
  })

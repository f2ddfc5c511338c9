import { useMutation, useQuery } from '@tanstack/react-query'
import type { Right } from '../../contract/words.ts'
import { call } from './call/call.ts'

/** Who is signed in, and how it was proved. */
export const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: () => call('GET /api/session'), staleTime: 30_000 })

/** Whether the one who is signed in holds a right; the server looks again in any case. */
export const useHolds = (right: Right) => useSession().data?.person.rights.includes(right) ?? false

/** The id of whoever is signed in; asks anew, whatever is cached. */
export const personSignedIn = () =>
  call('GET /api/session').then(
    ({ person }) => person.id,
    () => null,
  )

export const isSignedIn = async () => (await personSignedIn()) !== null

export const useSignOut = () => useMutation({ mutationFn: () => call('DELETE /api/session') })

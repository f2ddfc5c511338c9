import { useSignOut } from '../../data/session.ts'

/** Signs out and leaves by a fresh load: nothing of this person stays in the page. */
export function useLeave() {
  const { mutate, isPending, error } = useSignOut()
  const leave = () => {
    if (!isPending) mutate(undefined, { onSuccess: () => window.location.assign('/sign-in') })
  }
  return { leave, isLeaving: isPending, error }
}

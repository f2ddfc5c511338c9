import { Navigate } from '@tanstack/react-router'
import { useSession } from '../../data/session.ts'
import { firstPage } from './administration-pages.ts'

/** The first page that is open to whoever asks. */
export function AdministrationStart() {
  const rights = useSession().data?.person.rights ?? []
  return <Navigate to={firstPage(rights) ?? '/administration/system/preferences'} replace />
}

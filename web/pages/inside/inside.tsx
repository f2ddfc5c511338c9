import { Link, Outlet } from '@tanstack/react-router'
import type { Session } from '../../../contract/api/session.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import { useSession } from '../../data/session.ts'
import { DoorMark } from '../../look/door-mark.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { words } from '../../words/en.ts'
import { firstPage } from '../administration/administration-pages.ts'
import { Fault } from '../unknown.tsx'
import { FreshProof } from './fresh-proof.tsx'
import style from './inside.module.css'
import { PersonMenu } from './person-menu.tsx'

/** What stands around every page of somebody who is signed in. Whoever is not, is sent to the sign-in. */
export function Inside() {
  const session = useSession()
  if (session.data)
    return (
      <>
        <Header person={session.data.person} />
        <main id="content" tabIndex={-1} className={style.main}>
          <Outlet />
        </main>
        <FreshProof />
      </>
    )
  const isLeaving = failureCode(session.error) === 'no-session'
  return session.error && !isLeaving ? <Fault error={session.error} /> : <Waiting />
}

function Header({ person }: { person: Session['person'] }) {
  const administers = firstPage(person.rights) !== undefined
  return (
    <header className={style.header}>
      <a className={style.skip} href="#content">
        {words.skipToContent}
      </a>
      <div className={style.bar}>
        <span className={style.brand}>
          <DoorMark size={32} />
          {person.organization}
        </span>
        <nav className={style.nav} aria-label={words.frame.main}>
          <Link to="/" activeOptions={{ exact: true }}>
            {words.frame.home}
          </Link>
          {administers && <Link to="/administration">{words.frame.administration}</Link>}
        </nav>
        <div className={style.person}>
          <PersonMenu person={person} />
        </div>
      </div>
    </header>
  )
}

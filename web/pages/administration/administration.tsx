import { Link, Outlet } from '@tanstack/react-router'
import { useSession } from '../../data/session.ts'
import { words } from '../../words/en.ts'
import style from './administration.module.css'
import { administrationGroups } from './administration-pages.ts'

/** The rooms of the administration, by the manuals' names: System > Preferences, and those that follow. */
export function Administration() {
  const rights = useSession().data?.person.rights ?? []
  return (
    <div className={style.page}>
      <nav className={style.side} aria-label={words.frame.administration}>
        {administrationGroups(rights).map(({ label, pages }) => (
          <section key={label}>
            <h2>{label}</h2>
            {pages.map((page) => (
              <Link key={page.to} to={page.to}>
                {page.label}
              </Link>
            ))}
          </section>
        ))}
      </nav>
      <Outlet />
    </div>
  )
}

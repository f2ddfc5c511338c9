import { Outlet, useLocation } from '@tanstack/react-router'
import style from './root.module.css'
import { TrialBanner } from './trial/trial-banner.tsx'

/** What stands around every page. */
export function Root() {
  const isTrialPage = useLocation({ select: ({ pathname }) => pathname === '/trial' })
  return (
    <div className={style.root}>
      <TrialBanner linked={!isTrialPage} />
      <Outlet />
    </div>
  )
}

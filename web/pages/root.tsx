import { Outlet, useLocation } from '@tanstack/react-router'
import { TrialBanner } from '../parts/trial-banner.tsx'
import style from './root.module.css'

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

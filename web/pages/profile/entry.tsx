import type { ReactNode } from 'react'
import style from './profile.module.css'

interface EntryProps {
  icon: ReactNode
  name: string
  badge?: string | false | undefined
  /** What is known of it, in the order in which it is read; null is left out. */
  details: readonly (string | null)[]
  /** What can be done with it. */
  children: ReactNode
}

/** One line of a list of ways, connections or sessions. */
export function Entry({ icon, name, badge, details, children }: EntryProps) {
  return (
    <>
      {icon}
      <div>
        <strong>{name}</strong> {badge && <span className={style.badge}>{badge}</span>}
        <span className={style.detail}>{details.filter((part) => part !== null).join(' · ')}</span>
      </div>
      <div className={style.acts}>{children}</div>
    </>
  )
}

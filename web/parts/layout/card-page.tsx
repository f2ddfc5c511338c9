import type { ReactNode } from 'react'
import { DoorMark } from '../../look/door-mark.tsx'
import style from './card-page.module.css'

interface CardPageProps {
  /** The organization; blank while nobody knows it. */
  name: string
  children: ReactNode
  foot?: ReactNode
  /** For what needs more room than a form. */
  wide?: boolean
}

/** One thing on one card, for everybody who is not (or not yet) inside. */
export function CardPage({ name, children, foot, wide }: CardPageProps) {
  return (
    <main className={style.page}>
      <div className={style.column} data-wide={wide}>
        <p className={style.brand}>
          <DoorMark />
          {name !== '' && <span>{name}</span>}
        </p>
        <div className={style.card}>{children}</div>
        {foot && <div className={style.foot}>{foot}</div>}
      </div>
    </main>
  )
}

/** Things one below the other. */
export const Stack = ({ children }: { children: ReactNode }) => <div className={style.stack}>{children}</div>

/** Things side by side, one below the other where it is narrow. */
export const Row = ({ children }: { children: ReactNode }) => <div className={style.row}>{children}</div>

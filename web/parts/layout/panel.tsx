import { type ReactNode, useId } from 'react'
import style from './panel.module.css'

interface PanelProps {
  title: string
  children: ReactNode
  /** For links that lead here. */
  anchor?: string
}

/** A part of a page with a heading of its own. */
export function Panel({ title, children, anchor }: PanelProps) {
  const id = useId()
  return (
    <section id={anchor} className={style.panel} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

import { type ReactNode, useEffect, useRef } from 'react'
import style from './set-up.module.css'

interface StepFrameProps {
  heading: string
  children: ReactNode
}

/** One step. Its heading takes the focus when the step that had it is gone, so that nobody is left nowhere. */
export function StepFrame({ heading, children }: StepFrameProps) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus()
  }, [])
  return (
    <div className={style.step}>
      <h2 ref={title} tabIndex={-1}>
        {heading}
      </h2>
      {children}
    </div>
  )
}

import { type ReactNode, useEffect, useId, useRef } from 'react'
import style from './set-up.module.css'

interface StepFrameProps {
  heading: string
  children: ReactNode
}

/** Has a step of this wizard been shown already? The first leaves the focus where the page has put it. */
let shownBefore = ''

/** One step: its heading takes the focus when the step before is left. */
export function StepFrame({ heading, children }: StepFrameProps) {
  const id = useId()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (shownBefore !== '' && shownBefore !== heading) title.current?.focus()
    shownBefore = heading
  }, [heading])
  return (
    <section className={style.step} aria-labelledby={id}>
      <h2 id={id} ref={title} tabIndex={-1}>
        {heading}
      </h2>
      {children}
    </section>
  )
}

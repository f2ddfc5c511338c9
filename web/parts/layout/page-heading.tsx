import { type ReactNode, useEffect, useRef } from 'react'
import { words } from '../../words/en.ts'

/** Has the first heading of this visit been shown? The browser has said that page's title itself. */
let visited = false

interface PageHeadingProps {
  children: ReactNode
  /** Stands in the browser's tab, where it differs from the heading. */
  title?: string
  /** False where a field takes the focus instead. */
  takesFocus?: boolean
}

/** The one h1 of a page. It names the tab, and takes the focus when the page changes under the reader. */
export function PageHeading({ children, title, takesFocus = true }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const text = title ?? (typeof children === 'string' ? children : '')
  useEffect(() => {
    document.title = text === '' ? words.product : `${text} · ${words.product}`
  }, [text])
  useEffect(() => {
    if (visited && takesFocus) heading.current?.focus()
    visited = true
  }, [takesFocus])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}

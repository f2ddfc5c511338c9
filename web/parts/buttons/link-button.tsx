import { type ReactNode, useEffect, useRef } from 'react'

interface LinkButtonProps {
  children: ReactNode
  onClick: () => void
  still?: boolean
  /** For readers, where the words alone would not tell which of several. */
  label?: string
  /** For a button that comes back when what it opened is closed. */
  takesFocus?: boolean
  /** For a button that opens something below it. */
  open?: boolean
}

/** Something to do that stands back behind the one primary button. */
export function LinkButton({
  children,
  onClick,
  still = false,
  label,
  takesFocus = false,
  open,
}: LinkButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (takesFocus) button.current?.focus()
  }, [takesFocus])
  return (
    <button
      ref={button}
      type="button"
      className="link"
      aria-disabled={still || undefined}
      aria-label={label}
      aria-expanded={open}
      onClick={() => {
        if (!still) onClick()
      }}
    >
      {children}
    </button>
  )
}

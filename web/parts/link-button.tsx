import type { ReactNode } from 'react'

interface LinkButtonProps {
  children: ReactNode
  onClick: () => void
  still?: boolean
  /** For readers, where the words alone would not tell which of several. */
  label?: string
  /** For a button that opens something below it. */
  open?: boolean
}

/** Something to do that stands back behind the one primary button. */
export function LinkButton({ children, onClick, still = false, label, open }: LinkButtonProps) {
  return (
    <button
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

import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'

interface ActButtonProps extends ButtonProps {
  children: ReactNode
  busy: boolean
  /** What it says while it works. */
  busyLabel: string
  /** Not now, for a reason the page tells. */
  resting?: boolean
  onClick?: () => void
}

/** A button that works at most once at a time. It keeps the focus while it works, so nobody using a keyboard gets lost. */
export function ActButton({ children, busy, busyLabel, resting = false, onClick, ...rest }: ActButtonProps) {
  const still = busy || resting
  return (
    <Button
      {...rest}
      type={onClick ? 'button' : 'submit'}
      aria-disabled={still || undefined}
      data-still={still || undefined}
      onClick={(event) => (still ? event.preventDefault() : onClick?.())}
    >
      {busy ? busyLabel : children}
    </Button>
  )
}

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Stack } from './card-page.tsx'
import style from './dialog.module.css'

interface DialogProps {
  title: string
  children: ReactNode
  onClose: () => void
}

/** Stands before everything else until it is answered. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, children, onClose }: DialogProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={style.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <Stack>
        <h2 id={id}>{title}</h2>
        {children}
      </Stack>
    </dialog>
  )
}

import { useState } from 'react'
import { useTyped } from '../../parts/fields/use-typed.ts'

/** A form behind "Change": open or not, and whether the last one was saved. */
export function useChangeForm(name: string) {
  const [isOpen, setOpen] = useTyped(name, () => false)
  const [wasOpen, setWasOpen] = useState(false)
  const [isSaved, setSaved] = useState(false)
  return {
    isOpen,
    /** The focus returns to "Change" when the form goes away. */
    wasOpen,
    isSaved,
    open() {
      setWasOpen(true)
      setOpen(true)
    },
    saved: () => setSaved(true),
    close(saved: boolean) {
      setSaved(saved)
      setOpen(false)
    },
  }
}

import { useState } from 'react'

/** A form behind "Change": open or not, and whether the last one was saved. */
export function useChangeForm() {
  const [isOpen, setOpen] = useState(false)
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
    close(saved: boolean) {
      setSaved(saved)
      setOpen(false)
    },
  }
}

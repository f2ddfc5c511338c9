import { useEffect, useRef, useState } from 'react'

/** Something that opens below its button, and closes by Escape, by a click elsewhere and when the focus leaves it. */
export function useDisclosure<Box extends HTMLElement>() {
  const box = useRef<Box>(null)
  const [isOpen, setOpen] = useState(false)

  useEffect(() => {
    if (!isOpen) return
    const isOutside = (target: EventTarget | null) => target instanceof Node && !box.current?.contains(target)
    const leave = ({ target }: Event) => {
      if (isOutside(target)) setOpen(false)
    }
    const onEscape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      setOpen(false)
      box.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', onEscape)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', onEscape)
    }
  }, [isOpen])

  return { box, isOpen, toggle: () => setOpen(!isOpen), close: () => setOpen(false) }
}

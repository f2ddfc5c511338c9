import { useEffect, useRef } from 'react'

/** Holds a code that is entered while another message is under way, and checks it when that is over (C14). */
export function useAfterSending(isSending: boolean, check: (code: string) => void) {
  const held = useRef<string | null>(null)
  const latest = useRef(check)
  latest.current = check
  useEffect(() => {
    const code = held.current
    if (isSending || code === null) return
    held.current = null
    latest.current(code)
  }, [isSending])
  return {
    hold: (code: string) => {
      held.current = code
    },
    /** What stood there was changed. */
    letGo: () => {
      held.current = null
    },
  }
}

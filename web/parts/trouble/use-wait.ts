import { useEffect, useState } from 'react'
import { CallFailed } from '../../data/call/call-failed.ts'

/** True while the server has asked us to wait; turns false by itself when the time is over. */
export function useWait(error: unknown): boolean {
  const [waiting, setWaiting] = useState(false)
  useEffect(() => {
    const asked = error instanceof CallFailed && error.code === 'slow-down'
    const seconds = asked ? (error.problem.retryAfterSeconds ?? 0) : 0
    setWaiting(seconds > 0)
    const timer = setTimeout(() => setWaiting(false), seconds * 1000)
    return () => clearTimeout(timer)
  }, [error])
  return waiting
}

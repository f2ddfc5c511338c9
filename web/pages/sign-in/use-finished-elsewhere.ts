import { useEffect, useRef } from 'react'
import type { Step } from '../../../contract/api/sign-in.ts'

/**
 * True when the code asked for here was entered in another tab: it is gone, and nobody here ended it.
 * The home page then shows what came of it.
 */
export function useFinishedElsewhere(step: Step | null, endedHere: boolean): boolean {
  const askedForCode = useRef(false)
  const isElsewhere = askedForCode.current && step === null && !endedHere
  useEffect(() => {
    askedForCode.current = step?.step === 'code'
    if (isElsewhere) window.location.replace('/')
  }, [step, isElsewhere])
  return isElsewhere
}

import { useEffect, useRef } from 'react'
import type { Step } from '../../../contract/api/sign-in.ts'

/**
 * True when what was asked for here was done in another tab: it is gone, and nobody here ended it.
 * The home page then shows what came of it.
 */
export function useFinishedElsewhere(step: Step | null, endedHere: boolean): boolean {
  const wasAsked = useRef(false)
  const isElsewhere = wasAsked.current && step === null && !endedHere
  useEffect(() => {
    wasAsked.current = step?.step === 'code' || step?.step === 'enroll'
    if (isElsewhere) window.location.replace('/')
  }, [step, isElsewhere])
  return isElsewhere
}

import { useState } from 'react'
import { words } from '../../words/en.ts'
import { roughly } from '../time/time.ts'
import { useNow } from '../time/use-now.ts'

interface WaitProps {
  seconds: number
  why?: string
}

/** Counts down by itself. The sentence is read out once; the running number is not. */
export function Wait({ seconds, why = words.trouble.tooMany }: WaitProps) {
  const [until] = useState(() => Date.now() + seconds * 1000)
  const now = useNow(true)
  const left = Math.max(0, Math.ceil((until - now) / 1000))
  if (left === 0) return <p>{words.trouble.tooManyOver}</p>
  return (
    <p>
      {why} {words.trouble.tryAgainIn}{' '}
      <span role="timer" aria-live="off">
        {roughly(left)}
      </span>
      .
    </p>
  )
}

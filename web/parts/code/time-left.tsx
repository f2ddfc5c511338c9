import { serverTime } from '../../data/call/server-clock.ts'
import { words } from '../../words/en.ts'
import { minutesAndSeconds, secondsUntil } from '../time/time.ts'
import { useNow } from '../time/use-now.ts'

/** Seconds a sent code still lives; null for one that has no end. Counts down by itself. */
export function useTimeLeft(expiresAt: string | null): number | null {
  const now = useNow(expiresAt !== null)
  return expiresAt === null ? null : secondsUntil(expiresAt, serverTime(now))
}

/** The running time is for the eye; only its end is read out. */
export function TimeLeft({ seconds }: { seconds: number | null }) {
  if (seconds === null) return null
  return (
    <p className="soft" role="status" aria-live={seconds === 0 ? 'polite' : 'off'}>
      {seconds === 0 ? words.code.runOut : words.code.lives(minutesAndSeconds(seconds))}
    </p>
  )
}

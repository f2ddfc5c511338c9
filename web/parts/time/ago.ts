/** Decides how long ago something was, as people say it. */
import { words } from '../../words/en.ts'
import { dayOf } from './time.ts'

const relative = new Intl.RelativeTimeFormat(words.timeLocale, { numeric: 'auto' })

/** "today", "yesterday", "3 days ago", from a month on the day itself: "on 3 May". Counted in nights, not in hours. */
export function ago(at: Date, now: Date): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000)
  return days > -30 ? relative.format(Math.min(days, 0), 'day') : words.on(dayOf(at, now))
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

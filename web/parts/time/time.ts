/** Decides how times and lengths of time are written for people. */
import { words } from '../../words/en.ts'

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(words.timeLocale, options)
const clock = format({ hour: '2-digit', minute: '2-digit' })
const day = format({ day: 'numeric', month: 'long' })
const dayAndYear = format({ day: 'numeric', month: 'long', year: 'numeric' })

/** Whole seconds from `now` (ms) to an ISO time, rounded up; 0 once it has passed. */
export function secondsUntil(iso: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - now) / 1000))
}

/** 84 seconds are "1:24". */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "40 seconds" up to a minute and a half, then whole minutes, rounded up. */
export function roughly(seconds: number): string {
  return seconds <= 90 ? words.trouble.seconds(seconds) : words.trouble.minutes(Math.ceil(seconds / 60))
}

/** "08:02". */
function timeOfDay(at: Date): string {
  return clock.format(at)
}

/** "3 May", with the year when it is not this one. */
export function dayOf(at: Date, now: Date): string {
  return (at.getFullYear() === now.getFullYear() ? day : dayAndYear).format(at)
}

/** "08:02" today, "3 May, 08:02" on another day. */
export function moment(at: Date, now: Date): string {
  const today = at.toDateString() === now.toDateString()
  return today ? timeOfDay(at) : `${dayOf(at, now)}, ${timeOfDay(at)}`
}

export function partOfDay(at: Date): 'morning' | 'afternoon' | 'evening' {
  const hour = at.getHours()
  if (hour >= 4 && hour < 12) return 'morning'
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
}

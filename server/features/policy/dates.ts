/** How days and moments read in sentences: "3 May 2026", always in UTC, so that everybody reads the same one. */
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

type Value = string | number | boolean | null | undefined

/** @param iso an ISO 8601 time. "an unknown day" for anything else. */
export function dateText(iso: Value): string {
  const at = new Date(String(iso))
  if (Number.isNaN(at.getTime())) return 'an unknown day'
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`
}

/** "3 May 2026, 09:00 UTC" */
export function momentText(iso: Value): string {
  const at = new Date(String(iso))
  if (Number.isNaN(at.getTime())) return 'an unknown time'
  return `${dateText(iso)}, ${at.toISOString().slice(11, 16)} UTC`
}

/** "1 day", "9 days" */
export function daysText(days: Value): string {
  return days === 1 ? '1 day' : `${days} days`
}

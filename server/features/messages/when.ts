/** How do moments read in messages: always in UTC, and saying so. */

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July'].concat([
  'August',
  'September',
  'October',
  'November',
  'December',
])

/** "08:03 UTC" */
export function timeWords(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`
}

/** "3 May 2026, 08:03 UTC" */
export function momentWords(at: Date): string {
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${timeWords(at)}`
}

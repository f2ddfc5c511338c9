/** How `docs/limits.md` reads: the table of limits, in words. */
import { day, hour, minute, second } from '../../base/duration.ts'
import { chancesIn, weightOf } from './guesses.ts'
import {
  countedLimits,
  type Limit,
  type SlidingLimit,
  type SlidingName,
  sendPause,
  sizeLimits,
  slidingLimits,
} from './limits-table.ts'
import { stepOf } from './sliding.ts'

/** What `CODELENGTH` may be. */
const codeLengths = [4, 5, 6, 7, 8]

const head = `# Limits

What Doorward grants of tries, sends and sizes. This page is written from \`server/features/limits/limits-table.ts\`; a test holds it, and
\`node_modules/.bin/vitest run server/features/limits -u\` writes it anew.

Wrong passwords never lock anybody out. Whoever gives the right password on a machine on which they signed in before is let in whatever
others do elsewhere, at the same network address, or on the same machine under other user names. What is full tells how long to
wait (\`Retry-After\`), and one is granted then, unless somebody else takes it first. Answers are the same whether a user name exists
or not.

## Tries and sends

So many are granted at once; then one comes back after each pause, until all are back. One is taken before a password is looked at
or a code is sent, by one statement, on whatever node. A right password gives back what the wrong ones before it took; a code that
is entered rightly counts as not sent.
`

const wrongCodes = `
## Wrong codes

One is taken before a code is looked at. Codes that cannot be one (too short, letters) and codes that have run out take none.
`

const sizes = `
Two sendings of one code lie at least ${inWords(sendPause)} apart.

## Sizes
`

const thief = `
## What somebody with the password can do

Somebody who has the password and none of the person's machines, and does as much as is granted, from whatever addresses and at once or in
turn; "in a day" begins where nothing was taken. Where neither \`2FA\` nor \`UMA\` is on nothing but the password is asked, and there is no code to
guess. \`CODEMINUTES\` changes no chance: where more codes live at once each look counts for as many, and there are fewer looks.
`

const passwordsAndMessages = `
Codes of the app are counted apart and are part of the chance. Who is stopped meanwhile: sent codes of that person on machines that are new
to them, and codes of the app there where those were guessed; machines the person signed in on before are not.
`

/** Of what is granted from the moment on at which nothing was taken. */
const grantedIn = (length: number, limit: SlidingLimit) => limit.most + Math.floor(length / stepOf(limit))

function codesRow(digits: number): string {
  const { 'guess-of-sent-code': sent, 'guess-of-app-code': app, 'code-elsewhere': sends } = slidingLimits
  const weight = weightOf({ digits, living: 1 })
  // Each sign-in sends a code, by one of two ways, and ends with the third wrong one.
  const mostAsked = 2 * grantedIn(day, sends) * countedLimits.codesOfSignIn.most
  const inADay = Math.min(Math.floor(grantedIn(day, sent) / weight), mostAsked)
  const chance = (inADay * weight + grantedIn(day, app)) / chancesIn
  const atOnce = Math.min(Math.floor(sent.most / weight), mostAsked)
  return row([digits, atOnce, inADay, `${(100 * chance).toFixed(4)} %`])
}

const passwordRows = (
  [
    'password-of-name-in-a-day',
    'password-here-in-a-day',
    'password-of-session-in-a-day',
  ] as const satisfies SlidingName[]
).map((name) => slidingLimits[name])

const messageRows = (
  [
    'link-of-person',
    'link-here',
    'code-elsewhere',
    'code-here',
    'code-again',
  ] as const satisfies SlidingName[]
).map((name) => slidingLimits[name])

const stopped = (length: number) => (limit: SlidingLimit) =>
  row([limit.what, limit.countedBy, grantedIn(length, limit), limit.whenFull])

/** Of many the plural. */
function inWords(length: number): string {
  const [unit, name] =
    length % hour === 0 ? [hour, 'hour'] : length % minute === 0 ? [minute, 'minute'] : [second, 'second']
  const count = length / unit
  return count === 1 ? (name === 'hour' ? 'an hour' : `a ${name}`) : `${count} ${name}s`
}

const slidingRow = (limit: SlidingLimit) =>
  row([
    limit.what,
    limit.countedBy,
    limit.most,
    inWords(stepOf(limit)),
    inWords(limit.window),
    limit.whenFull,
  ])
const plainRow = ({ what, countedBy, most, whenFull }: Limit) => row([what, countedBy, most, whenFull])
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`

function table(columns: readonly string[], rows: readonly string[]): string {
  return `\n${[row(columns), row(columns.map(() => '---')), ...rows].join('\n')}\n`
}

export function limitsPage(): string {
  return [
    head,
    table(
      ['what', 'counted by', 'at once', 'one comes back after', 'all after', 'when it is full'],
      Object.values(slidingLimits).map(slidingRow),
    ),
    wrongCodes,
    table(['what', 'counted by', 'at most', 'then'], Object.values(countedLimits).map(plainRow)),
    sizes,
    table(['what', 'of', 'at most', 'beyond that'], Object.values(sizeLimits).map(plainRow)),
    thief,
    table(
      [
        'digits (`CODELENGTH`)',
        'sent codes looked at, at once',
        'in a day',
        'chance that one is right in a day, below',
      ],
      codeLengths.map(codesRow),
    ),
    passwordsAndMessages,
    table(
      ['passwords looked at', 'of one', 'in a day, at most', 'who is stopped meanwhile'],
      passwordRows.map(stopped(day)),
    ),
    table(
      ['messages caused', 'by or to one', 'in an hour, at most', 'who is stopped meanwhile'],
      messageRows.map(stopped(hour)),
    ),
  ].join('')
}

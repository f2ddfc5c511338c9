/** How `docs/limits.md` reads: the table of limits, in words. */
import { hour, minute, second } from '../../base/duration.ts'
import {
  countedLimits,
  type Limit,
  type SlidingLimit,
  sendPause,
  sizeLimits,
  slidingLimits,
} from './limits-table.ts'
import { stepOf } from './sliding.ts'

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
  ].join('')
}

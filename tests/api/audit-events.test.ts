import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { auditEvents } from '../../server/features/audit-trail/sentences.ts'

const root = join(import.meta.dirname, '../..')

/** Where an entry is made: `event: 'x'`, `event: yes ? 'x' : 'y'`, the same after `const event =`, or `audit(world, …, 'x'`. */
const places = [
  /\bevent: (?:[^,\n]*\? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g,
  /\bconst event = [^'\n]*'([a-z-]+)' : '([a-z-]+)'/g,
  /\baudit\(world, [^'\n]*'([a-z-]+)'/g,
]

it('every event the server records is told by a sentence of its own, and no sentence waits for an event', () => {
  const recorded = new Set<string>()
  for (const path of globSync('server/{features,doors}/**/*.ts', { cwd: root })) {
    if (path.endsWith('.test.ts') || path.endsWith('audit-sentence-table.ts')) continue
    const text = readFileSync(join(root, path), 'utf8')
    for (const place of places)
      for (const [, one, other] of text.matchAll(place))
        for (const event of [one, other]) if (event) recorded.add(event)
  }
  expect([...recorded].sort()).toEqual([...auditEvents])
})

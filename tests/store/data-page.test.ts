import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { testWorld } from '../support/world.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/data.md'), 'utf8')

/** Columns by table, as the page tells them: a heading, a sentence on when rows go, and a table. */
function toldColumns(text: string): string[] {
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [, table] = /^(\w+)\n\n\S.*\.\n\n\| column \|/.exec(section) ?? []
      return [...section.matchAll(/^\| `(\w+)` \| \S.* \| \S.* \|$/gm)].map(
        ([, column]) => `${table}.${column}`,
      )
    })
}

it('docs/data.md tells every column of every table, and none that is not there', async () => {
  const { database, close } = await testWorld()
  const tables = await database.introspection.getTables()
  const made = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
  expect(toldColumns(page).sort()).toEqual(made.sort())
  await close()
})

it.each([
  ['a section without when its rows go', '## a\n\n| column | holds | written by |\n| `b` | x | y |'],
  ['a column that nobody writes', '## a\n\nStays.\n\n| column | holds | written by |\n| `b` | x | |'],
])('%s is not taken', (_, text) => {
  expect(toldColumns(text)).not.toContain('a.b')
})

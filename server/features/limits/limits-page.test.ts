import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { preferenceTable } from '../preferences/preference-table.ts'
import { limitsPage } from './limits-page.ts'
import { slidingLimits } from './limits-table.ts'
import { stepOf } from './sliding.ts'

const page = fileURLToPath(new URL('../../../docs/limits.md', import.meta.url))

it('docs/limits.md says what the table of limits says, and all of it (R19.2)', async () => {
  expect(existsSync(page)).toBe(true)
  await expect(limitsPage()).toMatchFileSnapshot(page)
})

it.each(Object.entries(slidingLimits))('%s gives one back after a whole number of seconds', (_, limit) => {
  expect(stepOf(limit) % 1000).toBe(0)
})

it('the page tells of every length a code may have, each below one of a thousand days (T18)', () => {
  const codeLength = preferenceTable.find(({ code }) => code === 'CODELENGTH')!
  const told = [...limitsPage().matchAll(/^\| (\d) \| \d+ \| \d+ \| ([\d.]+) % \|$/gm)]
  expect(told.map(([, digits]) => digits)).toEqual(
    (codeLength.type as { choices: { value: string }[] }).choices.map(({ value }) => value),
  )
  for (const [, , percent] of told) expect(Number(percent)).toBeLessThan(0.1)
})

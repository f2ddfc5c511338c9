import { expect, it } from 'vitest'
import { failingDisk } from '../campaign/failing-disk.ts'

it.each(['full', 'sync-errors'] as const)(
  'where the disk under SQLite fails (%s) people are told 503, and nothing is acknowledged that is not kept',
  async (name) => {
    const result = await failingDisk(name, { seed: 31, times: 1 })
    expect(result).toMatchObject({ lost: [], wrong: [] })
    expect(result.saw.join()).toContain('503 unavailable')
  },
)

import { expect, it } from 'vitest'
import { restoredBackup } from '../campaign/restored-backup.ts'

it('after a backup under load, a kill and a restore nothing is lost that was in it, and nothing one-time lives again', async () => {
  expect(await restoredBackup({ seed: 61, times: 1 })).toMatchObject({ lost: [], wrong: [] })
})

import { expect, test } from 'vitest'
import { CallFailed } from './call/call-failed.ts'
import { askWith, withFreshProof } from './fresh-proof.ts'

/** An act the server lets through from the second time on. */
function guarded(code: 'fresh-proof-needed' | 'busy' = 'fresh-proof-needed') {
  const act = async () => {
    act.tried += 1
    if (act.tried === 1) throw new CallFailed(code)
    return 'done'
  }
  act.tried = 0
  return act
}

function askedWith(isProved: boolean) {
  const asker = async () => {
    asker.asked += 1
    return isProved
  }
  asker.asked = 0
  return { asker, stop: askWith(asker) }
}

test('after the proof the act goes on by itself', async () => {
  const { stop } = askedWith(true)
  expect(await withFreshProof(guarded())).toBe('done')
  stop()
})

test('who would rather not prove it changes nothing', async () => {
  const { stop } = askedWith(false)
  const act = guarded()
  await expect(withFreshProof(act)).rejects.toMatchObject({ code: 'fresh-proof-needed' })
  expect(act.tried).toBe(1)
  stop()
})

test('another failure asks for no proof', async () => {
  const { asker, stop } = askedWith(true)
  await expect(withFreshProof(guarded('busy'))).rejects.toMatchObject({ code: 'busy' })
  expect(asker.asked).toBe(0)
  stop()
})

test('two acts at once are asked for once', async () => {
  const { asker, stop } = askedWith(true)
  expect(await Promise.all([withFreshProof(guarded()), withFreshProof(guarded())])).toEqual(['done', 'done'])
  expect(asker.asked).toBe(1)
  stop()
})

test('where nobody can ask, the failure is told', async () => {
  await expect(withFreshProof(guarded())).rejects.toMatchObject({ code: 'fresh-proof-needed' })
})

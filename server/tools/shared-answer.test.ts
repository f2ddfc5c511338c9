import { expect, it } from 'vitest'
import { sharedAnswer } from './shared-answer.ts'

it('whoever asks is told that there is no answer, though none ever comes', async () => {
  const ask = sharedAnswer(() => new Promise<never>(() => {}), { keptFor: 1, longest: 1 })
  await expect(ask()).rejects.toThrow('no answer within 1 ms')
})

it('many who ask at once are one asking', async () => {
  let asked = 0
  const { promise, resolve } = Promise.withResolvers<string>()
  const ask = sharedAnswer(
    () => {
      asked++
      return promise
    },
    { keptFor: 1, longest: 600_000 },
  )
  const answers = [ask(), ask(), ask()]
  resolve('ready')
  expect(await Promise.all(answers)).toEqual(['ready', 'ready', 'ready'])
  expect(asked).toBe(1)
})

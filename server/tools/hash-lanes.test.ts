import { expect, it } from 'vitest'
import { hashLanes } from './hash-lanes.ts'

/** Work that ends when it is told to, in the order in which it began. */
function queue(mostWaiting: number) {
  const lanes = hashLanes({ atOnce: 1, mostWaiting })
  const begun: string[] = []
  const ends: (() => void)[] = []
  const ask = (name: string, known?: string) =>
    lanes.inTurn(async () => {
      begun.push(name)
      await new Promise<void>((end) => ends.push(end))
    }, known)
  async function endAll(asked: Promise<unknown>[]) {
    for (const each of asked) {
      ends.shift()!()
      await each
    }
  }
  return { lanes, begun, ask, endAll }
}

it('known machines go before strangers who wait, and are not turned away for them (T12)', async () => {
  const { lanes, begun, ask, endAll } = queue(3)
  // One is hashed, one lies ready, two wait; the next one is too many.
  const strangers = ['s1', 's2', 's3', 's4'].map((name) => ask(name))
  await expect(ask('s5')).rejects.toMatchObject({ code: 'busy' })
  const known = ['k1', 'k2'].map((name) => ask(name, 'machine'))
  await expect(ask('k3', 'machine')).rejects.toMatchObject({ code: 'busy' })
  expect(lanes.load()).toEqual({ running: 1, waiting: 5, refused: 2 })
  await endAll([...strangers.slice(0, 2), ...known, ...strangers.slice(2)])
  expect(begun).toEqual(['s1', 's2', 'k1', 'k2', 's3', 's4'])
  expect(lanes.load()).toEqual({ running: 0, waiting: 0, refused: 2 })
})

it('of one machine no more than four go before others (T12)', async () => {
  const { begun, ask, endAll } = queue(200)
  const strangers = ['s1', 's2', 's3'].map((name) => ask(name))
  const known = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => ask(name, 'a'))
  const other = ask('b1', 'b')
  await endAll([...strangers.slice(0, 2), ...known.slice(0, 4), other, strangers[2]!, known[4]!])
  expect(begun).toEqual(['s1', 's2', 'a1', 'a2', 'a3', 'a4', 'b1', 's3', 'a5'])
})

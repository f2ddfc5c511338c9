import { expect, it } from 'vitest'
import { type RecordedSignIn, replayMemory } from './replay.ts'

const at = (day: number) => new Date(Date.UTC(2026, 4, day))
const signIn: RecordedSignIn = {
  at: at(1),
  personId: 'per_1',
  machineId: 'mac_1',
  network: '198.51.100.7',
  browser: 'Chrome',
  system: 'Windows',
  hasKey: false,
  wasAsked: true,
}

it('begins with nothing', () => {
  const memory = replayMemory()
  memory.use(signIn)
  expect([memory.machine(signIn), memory.connections(signIn), memory.setUpAt('per_1')]).toEqual([
    undefined,
    [],
    undefined,
  ])
})

it('R4.5, R4.7: what one person proves is remembered for that person, and recognizes the machine for all', () => {
  const memory = replayMemory()
  memory.prove(signIn, { recognizes: true, setsUp: true })
  const colleague = { ...signIn, personId: 'per_2' }
  expect(memory.connections(signIn)).toMatchObject([{ network: '198.51.100.7', provedAt: at(1) }])
  expect(memory.connections(colleague)).toEqual([])
  expect(memory.machine(colleague)).toMatchObject({ recognizedAt: at(1), lastUsedAt: at(1) })
  expect([memory.setUpAt('per_1'), memory.setUpAt('per_2')]).toEqual([at(1), undefined])
})

it('proving again on one connection renews it; another network stands beside it', () => {
  const memory = replayMemory()
  for (const one of [signIn, { ...signIn, at: at(2), network: '203.0.113.9' }, { ...signIn, at: at(3) }])
    memory.prove(one, { recognizes: false, setsUp: false })
  expect(memory.connections(signIn).map(({ network, provedAt }) => [network, provedAt])).toEqual([
    ['203.0.113.9', at(2)],
    ['198.51.100.7', at(3)],
  ])
  expect(memory.machine(signIn)).toBeUndefined()
})

it('R4.6: each use renews the machine, and not its recognition', () => {
  const memory = replayMemory()
  memory.prove(signIn, { recognizes: true, setsUp: false })
  memory.use({ ...signIn, at: at(9) })
  expect(memory.machine(signIn)).toMatchObject({ recognizedAt: at(1), lastUsedAt: at(9) })
})

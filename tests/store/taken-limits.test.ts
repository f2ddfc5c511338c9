import { afterEach, expect, it } from 'vitest'
import { day, minute, second } from '../../server/base/duration.ts'
import {
  forget,
  fullUntil,
  giveBack,
  giveEachBack,
  slowDown,
  take,
  takeAll,
} from '../../server/features/limits/taken-limits.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

/** Five at once, and one comes back each minute. */
const name = { limit: 'password-of-name', by: 'org_a\0bsmith' } as const
/** Thirty at once, and one comes back each two minutes. */
const names = (each: string) => ({ limit: 'password-names-of-address', by: '198.51.100.7', each }) as const
const many = Array.from({ length: 50 }, (_, each) => each)

onBothEngines('limits taken by many callers at once', (open) => {
  const worlds: TestWorld[] = []
  /** Two nodes on one database, with the same keys and one clock. */
  async function nodes(): Promise<[TestWorld, TestWorld]> {
    const database = await open()
    worlds.push(await testWorld({ database }), await testWorld({ database }))
    const [left, right] = [worlds.at(-2)!, worlds.at(-1)!]
    right.vault = left.vault
    right.clock = left.clock
    return [left, right]
  }
  /** One node: of two in this process, a transaction of the one would stand in the way of the other's thread on SQLite. */
  async function node(): Promise<[TestWorld, TestWorld]> {
    worlds.push(await testWorld({ database: await open() }))
    return [worlds.at(-1)!, worlds.at(-1)!]
  }
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })

  async function granted(
    [left, right]: [TestWorld, TestWorld],
    act: (world: TestWorld, each: number) => Promise<boolean>,
  ) {
    const all = await Promise.all(many.map((each) => act(each % 2 ? left : right, each)))
    return all.filter(Boolean).length
  }

  it('R19.2 grants as many as the row says, however many come at once, and as many as came back since', async () => {
    const both = await nodes()
    expect(await granted(both, (world) => take(world, name))).toBe(5)
    both[0].clock.advance(minute - 1)
    expect(await granted(both, (world) => take(world, name))).toBe(0)
    both[0].clock.advance(1)
    expect(await granted(both, (world) => take(world, name))).toBe(1)
    both[0].clock.advance(2 * minute + 30 * second)
    expect(await granted(both, (world) => take(world, name))).toBe(2)
    both[0].clock.advance(30 * second)
    expect(await granted(both, (world) => take(world, name))).toBe(1)
    both[0].clock.advance(day)
    expect(await granted(both, (world) => take(world, name))).toBe(5)
  })

  it('tells when one more is granted, and null where it is now', async () => {
    const [world] = await nodes()
    expect(await fullUntil(world, [name])).toEqual([null])
    for (let each = 0; each < 4; each++) await take(world, name)
    expect(await fullUntil(world, [name])).toEqual([null])
    await take(world, name)
    const until = new Date(world.clock.now().getTime() + minute)
    expect(await fullUntil(world, [names('a'), name])).toEqual([null, until])
    world.clock.advance(59_001)
    expect((await slowDown(world, [name, names('a')])).extras).toEqual({ retryAfterSeconds: 1 })
    expect(await fullUntil(world, [])).toEqual([])
  })

  it('what is given back is granted again, one by one or all of it, and never more', async () => {
    const both = await nodes()
    await granted(both, (world) => take(world, name))
    await Promise.all([giveBack(both[0], name), giveBack(both[1], name)])
    expect(await granted(both, (world) => take(world, name))).toBe(2)
    await forget(both[0], name)
    await giveBack(both[0], name)
    expect(await granted(both, (world) => take(world, name))).toBe(5)
  })

  it('what counts as many takes as many, and the wait that is told is that of as many (T18)', async () => {
    const both = await nodes()
    const three = { ...name, weight: 3 }
    expect(await granted(both, (world) => take(world, three))).toBe(1)
    const [world] = both
    expect(await fullUntil(world, [three, name])).toEqual([
      new Date(world.clock.now().getTime() + minute),
      null,
    ])
    await giveBack(world, three)
    expect(await granted(both, (world) => take(world, name))).toBe(5)
    world.clock.advance(2 * minute)
    expect(await take(world, three)).toBe(false)
    world.clock.advance(minute)
    expect(await take(world, three)).toBe(true)
  })

  it('what was given back whole while a clock was a window ahead looks taken to nobody', async () => {
    const [world] = await nodes()
    world.clock.advance(5 * minute)
    await take(world, name)
    await giveBack(world, name)
    world.clock.advance(-5 * minute)
    expect(await fullUntil(world, [name])).toEqual([null])
    expect(await take(world, name)).toBe(true)
  })

  it('of distinct ones each counts once, however often and at once it comes', async () => {
    const both = await node()
    expect(await granted(both, (world) => takeAll(world, [names('always the same')]))).toBe(50)
    expect(await granted(both, (world, each) => takeAll(world, [names(`name ${each}`)]))).toBe(29)
    // One that is refused is not counted; who was counted goes on.
    expect(await granted(both, (world) => takeAll(world, [names('another')]))).toBe(0)
    expect(await takeAll(both[0], [names('always the same')])).toBe(true)
    await giveEachBack(both[0], names('always the same'))
    expect(await granted(both, (world) => takeAll(world, [names('another')]))).toBe(50)
    expect(await takeAll(both[0], [names('always the same')])).toBe(false)
  })

  it('of several bounds all are taken or none', async () => {
    const both = await node()
    expect(await granted(both, (world, each) => takeAll(world, [name, names(`name ${each}`)]))).toBe(5)
    const rows = await both[0].database.selectFrom('taken_limits').select('subject').execute()
    expect(rows).toHaveLength(1 + 1 + 5)
    expect(rows.filter(({ subject }) => /bsmith|198/.test(subject))).toEqual([])
  })

  it('what a clock wrote that was ahead is not believed', async () => {
    const both = await nodes()
    const [world] = both
    const now = world.clock.now()
    world.clock.advance(day)
    expect(await granted(both, (world) => take(world, name))).toBe(5)
    world.clock.set(now)
    expect(await fullUntil(world, [name])).toEqual([null])
    expect(await granted(both, (world) => take(world, name))).toBe(5)
  })
})

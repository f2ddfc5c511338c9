import { openSync, readSync, writeSync } from 'node:fs'
import type { Clock } from '../../server/tools/clock.ts'
import type { TestClock } from './world.ts'

/** One time for several processes: it is in a file, written before `set` returns and read at each `now`. */
export function clockForOthers(clock: TestClock, file: string): TestClock {
  const descriptor = openSync(file, 'w')
  const tell = () =>
    writeSync(descriptor, Buffer.from(Float64Array.of(clock.now().getTime()).buffer), 0, 8, 0)
  tell()
  return {
    now: clock.now,
    set(now) {
      clock.set(now)
      tell()
    },
    advance(milliseconds) {
      clock.advance(milliseconds)
      tell()
    },
  }
}

/** The time that another process tells in a file. */
export function clockOfAnother(file: string): Clock {
  const descriptor = openSync(file, 'r')
  const time = new Float64Array(1)
  return {
    now() {
      readSync(descriptor, time, 0, 8, 0)
      return new Date(time[0]!)
    },
  }
}

import { describe, expect, it } from 'vitest'
import { readDevice } from './device.ts'
import { deviceReader } from './known-devices.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'

describe('a reader of devices', () => {
  it('gives what reading gives, first and later, with and without hints', () => {
    const read = deviceReader()
    const seen = [
      { userAgent: chrome, hints: {} },
      { userAgent: chrome, hints: { platform: '"macOS"' } },
      { userAgent: firefox, hints: {} },
      { userAgent: firefox.padEnd(5000, ' x'), hints: {} },
    ]
    for (const one of [...seen, ...seen]) expect(read(one)).toEqual(readDevice(one))
  })

  it('stays right beyond what it keeps', () => {
    const read = deviceReader()
    for (let each = 0; each < 1500; each++) read({ userAgent: `${firefox} ${each}`, hints: {} })
    expect(read({ userAgent: chrome, hints: {} })).toEqual({ browser: 'Chrome', system: 'Windows' })
  })
})

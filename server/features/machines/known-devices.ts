/** Reading a User-Agent is slow and there are few of them: what was read is remembered, up to a bound. */
import { type Device, type DeviceHints, readDevice } from './device.ts'

const mostKept = 1000
/** Longer headers are nobody's browser, and are read anew each time. */
const longestKept = 1000

interface Seen {
  userAgent: string
  hints: DeviceHints
}

export type ReadDevice = (seen: Seen) => Device

/** A reader that gives what `readDevice` gives, and reads the same headers once. */
export function deviceReader(): ReadDevice {
  const kept = new Map<string, Device>()
  return (seen) => {
    const { brands = '', platform = '', mobile = '' } = seen.hints
    const key = [seen.userAgent, brands, platform, mobile].join('\n')
    const found = kept.get(key)
    if (found) return found
    const device = readDevice(seen)
    if (key.length > longestKept) return device
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
    kept.set(key, device)
    return device
  }
}

import type { Forecast } from '../../../contract/api/forecast.ts'
import { minute, second } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import type { Services } from './forecast.ts'
import { lookAtAll, type OutlookOfAll, proposedPreferences } from './make-forecast.flow.ts'

/** The forecast with the preferences as they are saved, which Home asks for at each visit. */
export type PresentForecast = (organizationId: Id<'organization'>) => Promise<Forecast>

/** What takes longer than this to find out is kept, for as long as this. */
const longerThan = second / 2
const keptFor = minute
const mostKept = 50

interface Found {
  outlook: OutlookOfAll
  at: number
  tookLong: boolean
}

/**
 * Where many people make it dear, an answer is kept for a minute while the preferences stay the same; where it is
 * cheap, everybody gets one that began after they asked. Only one is being found out at a time, for all who wait.
 */
export function presentForecast(world: World, services: Services): PresentForecast {
  const kept = new Map<string, Found>()
  const underWay = new Map<string, Promise<Found>>()
  const now = () => world.clock.now().getTime()

  function begin(key: string, ask: Parameters<typeof lookAtAll>[1]): Promise<Found> {
    const begun = now()
    const finding = lookAtAll(world, ask)
      .then((outlook) => {
        const at = now()
        const found = { outlook, at, tookLong: at - begun > longerThan }
        if (found.tookLong) keep(key, found)
        return found
      })
      .finally(() => underWay.delete(key))
    underWay.set(key, finding)
    return finding
  }

  function keep(key: string, found: Found): void {
    kept.delete(key)
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
    kept.set(key, found)
  }

  function isYoung({ at }: Found): boolean {
    const age = now() - at
    return age >= 0 && age < keptFor
  }

  async function find(organizationId: Id<'organization'>): Promise<Found> {
    const preferences = await proposedPreferences(world, { organizationId, proposed: {} })
    const key = `${organizationId} ${JSON.stringify(preferences)}`
    const known = kept.get(key)
    if (known && isYoung(known)) return known
    const early = await underWay.get(key)
    if (early?.tookLong) return early
    // What is under way now began after we asked.
    return underWay.get(key) ?? begin(key, { organizationId, services, preferences })
  }

  // Who changes nothing locks nobody out, whoever asks.
  return async (organizationId) => ({ ...(await find(organizationId)).outlook, locksOutYou: false })
}

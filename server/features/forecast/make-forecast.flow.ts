import type { Forecast } from '../../../contract/api/forecast.ts'
import type { PreferenceCode } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { type Keys, noKeys } from '../machines/key/machine-key.ts'
import type { LastUse } from '../machines/last-uses.store.ts'
import { unknownNetwork } from '../machines/network.ts'
import { locationNames } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import type { Decision } from '../policy/decision.ts'
import { everybody, type KnownPerson, knowPeople } from '../policy/everybody.store.ts'
import { toFacts } from '../policy/facts.store.ts'
import { loadPreferenceTexts } from '../preferences/preferences.store.ts'
import {
  type Preferences,
  type PreferenceTexts,
  preferenceFault,
  readPreferences,
} from '../preferences/preferences.ts'
import { type ForecastPerson, forecastTally, outcomeOf, type Services } from './forecast.ts'

export interface AskForecast {
  organizationId: Id<'organization'>
  /** The administrator who asks; null for the command line. */
  askedBy: Id<'person'> | null
  /** What would be saved; the rest stays as it is. */
  proposed: PreferenceTexts
  services: Services
}

/** R10.1: the real decision over every active person, with the preferences as they would be. Throws `invalid-value`. */
export async function forecast(world: World, input: AskForecast): Promise<Forecast> {
  const preferences = await proposedPreferences(world, input)
  return { ...(await lookAtAll(world, { ...input, preferences })), locksOutYou: await locksOut(world, input) }
}

/** What is the same for whoever asks. */
export type OutlookOfAll = Omit<Forecast, 'locksOutYou'>

/** Everybody's decisions, counted. */
export async function lookAtAll(
  world: World,
  {
    organizationId,
    services,
    preferences,
  }: Pick<AskForecast, 'organizationId' | 'services'> & { preferences: Preferences },
): Promise<OutlookOfAll> {
  const locations = await locationNames(world, organizationId)
  const tally = forecastTally(services)
  for await (const people of everybody(world, organizationId))
    for (const known of people)
      tally.add({
        person: toForecastPerson(known.person, locations),
        onNewComputer: decideOnNewComputer(world.clock.now(), known, preferences),
        onOwnComputer: decideOnOwnComputer(world.clock.now(), known, preferences),
      })
  return tally.result()
}

/** R10.2: the one who asks could not sign in on a new computer with the change, or on their own, and can without it. */
export async function locksOut(world: World, input: AskForecast): Promise<boolean> {
  if (input.askedBy === null) return false
  const [known] = await knowPeople(world, [await personById(world, input.askedBy)])
  if (!known) return false
  const before = readPreferences(await loadPreferenceTexts(world, input.organizationId))
  const after = await proposedPreferences(world, input)
  return [decideOnNewComputer, decideOnOwnComputer].some((decideThere) => {
    const isLockedOut = (preferences: Preferences) =>
      outcomeOf(decideThere(world.clock.now(), known, preferences), input.services) === 'lockedOut'
    return isLockedOut(after) && !isLockedOut(before)
  })
}

/** The preferences as they would be. Throws `invalid-value`, naming every one that cannot be. */
export async function proposedPreferences(
  world: World,
  { organizationId, proposed }: Pick<AskForecast, 'organizationId' | 'proposed'>,
): Promise<Preferences> {
  const entries = Object.entries(proposed) as [PreferenceCode, string][]
  const faults = entries.flatMap(([code, value]): [string, string][] => {
    const fault = preferenceFault(code, value)
    return fault ? [[code, fault]] : []
  })
  if (faults.length > 0) throw new Problem('invalid-value', { fields: Object.fromEntries(faults) })
  return readPreferences({ ...(await loadPreferenceTexts(world, organizationId)), ...proposed })
}

/** Nothing of this machine, browser or network was ever seen. */
const nowhere = { network: unknownNetwork, browser: 'Unknown', system: 'Unknown' }

export function decideOnNewComputer(now: Date, known: KnownPerson, preferences: Preferences): Decision {
  const here = { here: nowhere, hasCookie: false, machine: undefined, connections: [], keys: noKeys }
  return decide(toFacts(now, { ...known, ...here, preferences }))
}

/** Where the person signed in last; who never did stands before a new computer anyway. */
function decideOnOwnComputer(now: Date, known: KnownPerson, preferences: Preferences): Decision {
  if (!known.lastUse) return decideOnNewComputer(now, known, preferences)
  const keys = keysOf(known.lastUse)
  return decide(toFacts(now, { ...known, ...known.lastUse, keys, hasCookie: true, preferences }))
}

/** The browser proves the key that its machine has. */
export const keysOf = ({ machine: { key } }: LastUse): Keys => ({
  registered: key,
  proved: key?.point ?? null,
})

export function toForecastPerson(person: Person, locations: ReadonlyMap<string, string>): ForecastPerson {
  const { id, userName, displayName, locationId } = person
  const name = locationId === null ? undefined : locations.get(locationId)
  return { id, userName, displayName, location: locationId && name ? { id: locationId, name } : null }
}

/** How people would fare with other preferences: counts, who could not sign in and why, and which locations nobody could open. */

import {
  type Forecast,
  forecastNames,
  type LockedOutPerson,
  type Outcomes,
  type Remedy,
} from '../../../contract/api/forecast.ts'
import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { kindOf } from '../factors/kinds.ts'
import type { Decision } from '../policy/decision.ts'

/** Which ways out of the house this server has; e-mail it always has. */
export interface Services {
  text: boolean
}

export interface ForecastPerson {
  id: Id<'person'>
  userName: string
  displayName: string
  location: { id: Id<'location'>; name: string } | null
}

/** One person's decisions: on a computer and network nobody knows, and where they signed in last. */
export interface Outlook {
  person: ForecastPerson
  onNewComputer: Decision
  onOwnComputer: Decision
}

export type Outcome = 'asked' | 'setUp' | 'letIn' | 'lockedOut'

/** A code that no service can carry does not come: who has no other way is locked out, whatever the verdict says. */
export function outcomeOf(
  { verdict, methods }: Pick<Decision, 'verdict' | 'methods'>,
  services: Services,
): Outcome {
  if (verdict === 'refuse') return 'lockedOut'
  if (verdict === 'enroll') return 'setUp'
  if (verdict === 'allow') return 'letIn'
  return methods.some((method) => isCarried(method, services)) ? 'asked' : 'lockedOut'
}

/** Nothing is carried of a method whose codes are not sent. */
function isCarried(method: Method | undefined, services: Services): boolean {
  return (method && kindOf(method).sending?.channel) !== 'text' || services.text
}

/** Counts people one after the other; keeps no more of them than the names it shows. */
export function forecastTally(services: Services) {
  const onNewComputer = outcomesTally(services)
  const onOwnComputer = outcomesTally(services)
  const locations = new Map<string, { name: string; people: number; canOpen: boolean }>()
  let people = 0
  let textServiceMissing = false
  return {
    add({ person, ...decisions }: Outlook): void {
      people++
      const outcome = onNewComputer.add(person, decisions.onNewComputer)
      onOwnComputer.add(person, decisions.onOwnComputer)
      textServiceMissing ||= !isCarried(decisions.onNewComputer.methods[0], services)
      if (person.location) addTo(locations, person.location, outcome !== 'lockedOut')
    },
    result(): Omit<Forecast, 'locksOutYou'> {
      return {
        people,
        onNewComputer: onNewComputer.result(),
        onOwnComputer: onOwnComputer.result(),
        lockedOutLocations: closedLocations(locations),
        textServiceMissing,
      }
    },
  }
}

type Locations = Map<string, { name: string; people: number; canOpen: boolean }>

function addTo(
  locations: Locations,
  { id, name }: { id: Id<'location'>; name: string },
  canOpen: boolean,
): void {
  const found = locations.get(id) ?? { name, people: 0, canOpen: false }
  locations.set(id, { name, people: found.people + 1, canOpen: found.canOpen || canOpen })
}

function closedLocations(locations: Locations): Forecast['lockedOutLocations'] {
  const closed = [...locations].flatMap(([id, { name, people, canOpen }]) =>
    canOpen ? [] : [{ id, name, people }],
  )
  closed.sort((left, right) => right.people - left.people || (left.id < right.id ? -1 : 1))
  return { count: closed.length, first: closed.slice(0, forecastNames) }
}

function outcomesTally(services: Services) {
  const outcomes: Outcomes = { asked: 0, askedBy: {}, setUp: 0, letIn: 0, lockedOut: { count: 0, first: [] } }
  return {
    add(person: ForecastPerson, decision: Decision): Outcome {
      const outcome = outcomeOf(decision, services)
      if (outcome === 'lockedOut') addLockedOut(outcomes.lockedOut, person, decision)
      else outcomes[outcome]++
      const [first] = decision.methods
      if (outcome === 'asked' && first) outcomes.askedBy[first] = (outcomes.askedBy[first] ?? 0) + 1
      return outcome
    },
    result: (): Outcomes => outcomes,
  }
}

function addLockedOut(lockedOut: Outcomes['lockedOut'], person: ForecastPerson, decision: Decision): void {
  lockedOut.count++
  if (lockedOut.first.length < forecastNames) lockedOut.first.push(lockedOutPerson(person, decision))
}

/** Why this person could not sign in, and what helps. */
export function lockedOutPerson(person: ForecastPerson, decision: Decision): LockedOutPerson {
  const { check } = decision
  const remedy = remedyFor(decision)
  return { ...person, check, remedy, sentence: sentences[remedy] }
}

function remedyFor({ verdict, check }: Decision): Remedy {
  if (verdict === 'challenge') return 'text-service'
  return check === 'no-cell-phone' ? 'cell-phone' : 'reset'
}

const sentences: Record<Remedy, string> = {
  'cell-phone': 'A code would go by text message, and the profile has no cell phone that can be used.',
  reset: 'None of the ways this person has set up can be used any more.',
  'text-service': 'A code would go by text message, and this server has no service for text messages.',
}

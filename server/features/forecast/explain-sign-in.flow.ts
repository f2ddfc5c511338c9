import type { World } from '../../tools/world.ts'
import type { Surroundings } from '../machines/machine.ts'
import type { Person } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import { type KnownPerson, knowPeople } from '../policy/everybody.store.ts'
import { explain } from '../policy/explain.ts'
import { toFacts } from '../policy/facts.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import type { Preferences } from '../preferences/preferences.ts'
import { decideOnNewComputer, keysOf } from './make-forecast.flow.ts'

/** One place to sign in from, and the decision there in lines. */
export interface Explained {
  place: string
  lines: string[]
}

/**
 * The real decision on what is known of a person now: where they signed in last, with what is said otherwise, and on a
 * computer nobody knows.
 */
export async function explainSignIn(
  world: World,
  person: Person,
  otherwise: Partial<Surroundings>,
): Promise<Explained[]> {
  const preferences = await loadPreferences(world, person.organizationId)
  const [known] = await knowPeople(world, [person])
  if (!known) return []
  const now = world.clock.now()
  const onNew = {
    place: 'On a computer and network nobody knows',
    lines: explain(decideOnNewComputer(now, known, preferences)),
  }
  const onOwn = explainOwn(now, known, { preferences, otherwise })
  return onOwn ? [onOwn, onNew] : [onNew]
}

function explainOwn(
  now: Date,
  known: KnownPerson,
  { preferences, otherwise }: { preferences: Preferences; otherwise: Partial<Surroundings> },
): Explained | undefined {
  const { lastUse } = known
  if (!lastUse) return undefined
  const here = { ...lastUse.here, ...otherwise }
  const { name } = lastUse.machine
  const keys = keysOf(lastUse)
  const facts = toFacts(now, { ...known, ...lastUse, here, keys, hasCookie: true, preferences })
  return {
    place: `On ${name ? `"${name}"` : 'the computer'} used last, with ${here.browser} on ${here.system} from ${here.network}`,
    lines: explain(decide(facts)),
  }
}

import { setImmediate as breathe } from 'node:timers/promises'
import { forecastNames, type LastMonth } from '../../../contract/api/forecast.ts'
import { everybodysMethod } from '../../../contract/words.ts'
import { day, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { type Keys, noKeys } from '../machines/key/machine-key.ts'
import { locationNames } from '../organizations/organizations.store.ts'
import { peopleByIds } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import type { Decision } from '../policy/decision.ts'
import { type KnownPerson, knowPeople } from '../policy/everybody.store.ts'
import { toFacts } from '../policy/facts.store.ts'
import type { Preferences } from '../preferences/preferences.ts'
import { lockedOutPerson, outcomeOf, type Services } from './forecast.ts'
import { type AskForecast, proposedPreferences, toForecastPerson } from './make-forecast.flow.ts'
import { recordedSignIns } from './past-sign-ins.store.ts'
import { type RecordedSignIn, replayMemory } from './replay.ts'

const days = 30

/** The real decision over every finished sign-in of the last 30 days, oldest first, beginning with nothing proved. */
export async function lastMonth(world: World, input: Omit<AskForecast, 'askedBy'>): Promise<LastMonth> {
  const { organizationId, services } = input
  const to = world.clock.now()
  const preferences = await proposedPreferences(world, input)
  const locations = await locationNames(world, organizationId)
  const month = emptyMonth(later(to, -days * day), to)
  const replay: Replay = { preferences, services, locations, memory: replayMemory(), lockedOut: new Set() }
  for await (const { since, signIns } of recordedSignIns(world, organizationId, new Date(month.from))) {
    month.from = since.toISOString()
    const people = await knownById(world, organizationId, signIns)
    for (const signIn of signIns) {
      const known = people.get(signIn.personId)
      if (known) addSignIn(month, replay, { signIn, known })
    }
    await breathe()
  }
  return month
}

interface Replay {
  preferences: Preferences
  services: Services
  locations: ReadonlyMap<string, string>
  memory: ReturnType<typeof replayMemory>
  /** Ids of people who would have been locked out so far. */
  lockedOut: Set<string>
}

interface Replayed {
  signIn: RecordedSignIn
  known: KnownPerson
}

function addSignIn(month: LastMonth, replay: Replay, { signIn, known }: Replayed): void {
  const decision = decideThen(replay, { signIn, known })
  const outcome = outcomeOf(decision, replay.services)
  month.signIns++
  month[outcome]++
  if (signIn.wasAsked) month.askedInTruth++
  if (outcome === 'lockedOut') {
    addLockedOut(month, replay, { known, decision })
    return
  }
  if (outcome !== 'letIn')
    replay.memory.prove(signIn, {
      recognizes: replay.preferences.unidentifiedMachineOn,
      setsUp: decision.verdict === 'enroll' || decision.enrollFollows,
    })
  replay.memory.use(signIn)
}

function addLockedOut(
  { peopleLockedOut }: LastMonth,
  { lockedOut, locations }: Replay,
  { known, decision }: { known: KnownPerson; decision: Decision },
): void {
  if (lockedOut.has(known.person.id)) return
  lockedOut.add(known.person.id)
  peopleLockedOut.count = lockedOut.size
  if (lockedOut.size <= forecastNames)
    peopleLockedOut.first.push(lockedOutPerson(toForecastPerson(known.person, locations), decision))
}

function emptyMonth(from: Date, to: Date): LastMonth {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    signIns: 0,
    asked: 0,
    setUp: 0,
    letIn: 0,
    lockedOut: 0,
    askedInTruth: 0,
    peopleLockedOut: { count: 0, first: [] },
  }
}

async function knownById(
  world: World,
  organizationId: Id<'organization'>,
  signIns: readonly RecordedSignIn[],
) {
  const ids = [...new Set(signIns.map(({ personId }) => personId))]
  const known = await knowPeople(world, await peopleByIds(world, organizationId, ids))
  return new Map(known.map((one) => [one.person.id, one]))
}

/** Which one it is does not matter: it is the machine's. */
const keyOf = ({ machineId: point, at: registeredAt }: RecordedSignIn): Keys => ({
  registered: { point, registeredAt },
  proved: point,
})

/** The person as they are today, but active, without a reset or a password by mail, and set up where the replay has led them to it. */
function decideThen({ memory, preferences }: Replay, { signIn, known }: Replayed): Decision {
  const { person, factors } = known
  const setUpAt = memory.setUpAt(person.id)
  const email = { method: everybodysMethod, address: null, readyAt: signIn.at }
  const machine = memory.machine(signIn)
  return decide(
    toFacts(signIn.at, {
      ...known,
      person: {
        ...person,
        active: true,
        resetAt: null,
        passwordByMailAt: null,
        setUpAt: person.setUpAt ?? setUpAt ?? null,
      },
      factors: setUpAt ? [...factors, email] : factors,
      resetId: null,
      preferences,
      here: signIn,
      hasCookie: true,
      keys: signIn.hasKey ? keyOf(signIn) : noKeys,
      machine: machine && { ...machine, id: signIn.machineId, key: null },
      connections: memory
        .connections(signIn)
        .map((stored) => ({ ...stored, lastProvedAt: stored.provedAt, id: '' })),
    }),
  )
}

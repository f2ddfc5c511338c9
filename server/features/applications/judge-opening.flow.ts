import type { Method } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { closedMethods } from '../limits/method-limits.store.ts'
import { knowMachine } from '../machines/machine.ts'
import { machineOfSession } from '../machines/machines.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { usableMethods } from '../policy/usable-methods.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import type { Application } from './application.ts'
import { openTo } from './applications.store.ts'
import { both, type Moment, type Wanted, wantedAt } from './demands.ts'
import { mayOpen } from './may-open.ts'
import type { Opening, OpeningFacts } from './opening.ts'
import { factorOf } from './truth.ts'

interface Asking {
  session: OpenSession
  application: Application
  /** When the person began to ask for this very opening; null where they only ask now. */
  begunAt?: Date | null
  /** What this one request wants beside the application's own demands. */
  wanted?: (moment: Moment) => Wanted
}

/** May the person of this session open it, now? Of another organization nothing is open. */
export async function judgeOpening(
  world: World,
  { session, application, begunAt = null, wanted }: Asking,
): Promise<Opening> {
  const known = await knownOf(world, session)
  return mayOpen(toFacts(known, { session, application, begunAt, ...(wanted && { wanted }) }))
}

/** The same for several at once, with one reading of what is known of the person. */
export async function judgeOpenings(
  world: World,
  session: OpenSession,
  applications: readonly Application[],
): Promise<Opening[]> {
  const known = await knownOf(world, session)
  return applications.map((application) => mayOpen(toFacts(known, { session, application, begunAt: null })))
}

interface Known {
  now: Date
  open: ReadonlySet<string>
  methods: readonly Method[]
  machine: OpeningFacts['machine']
}

function toFacts(
  { now, open, methods, machine }: Known,
  { session, application, begunAt = null, wanted }: Asking,
): OpeningFacts {
  const moment = { now, begunAt }
  const own = wantedAt(application.demands, moment)
  const isSameOrganization = application.organizationId === session.organizationId
  return {
    now,
    application: { isOn: application.isOn, wanted: wanted ? both(own, wanted(moment)) : own },
    person: { isAmong: isSameOrganization && open.has(application.id), methods },
    machine,
    session: { passwordAt: session.passwordAt, factor: factorOf(session) },
  }
}

async function knownOf(world: World, session: OpenSession): Promise<Known> {
  const { organizationId, personId } = session
  const now = world.clock.now()
  const { unidentifiedMachineIdleDays: idleDays } = await loadPreferences(world, organizationId)
  const found = await machineOfSession(world, session.id)
  return {
    now,
    open: await openTo(world, { organizationId, personId }),
    methods: await methodsNow(world, await personById(world, personId)),
    machine: knowMachine({ machine: found?.machine, here: found?.here ?? nowhere, now, idleDays }).state,
  }
}

const nowhere = { browser: '', system: '' }

/** By which this person could prove a second factor now, the first to use first; set-up must be finished, and nothing is locked. */
async function methodsNow(world: World, person: Person): Promise<Method[]> {
  if (person.setUpAt === null) return []
  const ready = (await loadFactors(world, person.id)).map(({ method }) => method)
  const { methods: allowed } = await loadPreferences(world, person.organizationId)
  const closed = await closedMethods(world, person.id)
  return usableMethods({ ready, allowed, closed, defaultMethod: person.defaultMethod })
}

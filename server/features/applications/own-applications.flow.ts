import type { ApplicationOpening, OwnApplication } from '../../../contract/api/applications.ts'
import type { WayOut } from '../../../contract/api/sign-in.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { holdersOf } from '../rights/rights.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { applicationsOf, findApplication, usesOf } from './applications.store.ts'
import { judgeOpening, judgeOpenings } from './judge-opening.flow.ts'
import type { Opening } from './opening.ts'
import { openingSentences } from './opening-sentences.ts'

const sentencesOf = ({ reasons }: Opening) =>
  reasons.map(({ check, values }) => openingSentences[check](values))

/** R13.6: what this person may open, last used first; what is off or not for them is not named. */
export async function ownApplications(world: World, session: OpenSession): Promise<OwnApplication[]> {
  const applications = await applicationsOf(world, session.organizationId)
  const openings = await judgeOpenings(world, session, applications)
  const uses = await usesOf(world, session.personId)
  const shown = applications.flatMap(({ id, name, line, address }, at) => {
    const opening = openings[at]!
    if (opening.check === 'application-off' || opening.check === 'not-for-you') return []
    const { verdict } = opening
    const [sentence = null] = verdict === 'open' ? [] : sentencesOf(opening)
    return [{ id, name, line, address, openedAt: uses.get(id) ?? null, verdict, sentence }]
  })
  const lastUsed = ({ openedAt }: { openedAt: Date | null }) => openedAt?.getTime() ?? 0
  return shown
    .sort((one, other) => lastUsed(other) - lastUsed(one))
    .map((one) => ({ ...one, openedAt: one.openedAt?.toISOString() ?? null }))
}

/** Throws `not-found`, also for another organization's. */
export async function showOpening(
  world: World,
  session: OpenSession,
  id: Id<'application'>,
): Promise<ApplicationOpening> {
  const application = await findApplication(world, id)
  if (application?.organizationId !== session.organizationId) throw new Problem('not-found')
  const opening = await judgeOpening(world, { session, application })
  const { verdict } = opening
  return {
    name: application.name,
    address: application.address,
    verdict,
    sentences: sentencesOf(opening),
    waysOut: verdict === 'refuse' ? await whomToAsk(world, session.organizationId) : [],
  }
}

async function whomToAsk(world: World, organizationId: Id<'organization'>): Promise<WayOut[]> {
  const holders = await holdersOf(world, organizationId, 'Administer Applications')
  const { supportLink } = await loadPreferences(world, organizationId)
  const names = holders.slice(0, 5).map(({ displayName }) => displayName)
  return [
    ...(names.length > 0 ? [{ kind: 'administrator' as const, names }] : []),
    ...(supportLink ? [{ kind: 'support' as const, link: supportLink }] : []),
  ]
}

import { hour, later } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { findLink, makeLink, useAllLinks } from '../links/links.store.ts'
import { hasNoOrganization } from '../organizations/organizations.store.ts'
import { preferenceFault } from '../preferences/preferences.ts'
import { foundOrganization, readAdministrator, type TypedAdministrator } from './found-organization.flow.ts'

const firstRunHours = 24

/** A new link by which the first organization is made, while there is none; links of earlier starts are worth nothing now. */
export async function openFirstRun(world: World): Promise<string | null> {
  return transaction(world, async (world) => {
    if (!(await hasNoOrganization(world))) return null
    await useAllLinks(world, 'first-run')
    const token = await makeLink(world, {
      organizationId: null,
      personId: null,
      purpose: 'first-run',
      data: {},
      expiresAt: later(world.clock.now(), firstRunHours * hour),
    })
    return `${world.publicUrl}/first-run#${token}`
  })
}

export interface FirstRun extends TypedAdministrator {
  token: string
  address: string
  supportLink?: string | undefined
}

/** Throws `not-found` once there is an organization, `link-over`, `invalid-value`. Of two at once, one makes it. */
export async function firstRun(
  world: World,
  input: FirstRun,
): Promise<{ organization: string; userName: string }> {
  if (!(await hasNoOrganization(world))) throw new Problem('not-found')
  const link = await findLink(world, 'first-run', input.token)
  if (!link) throw new Problem('link-over')
  const supportLink = input.supportLink?.trim() ?? ''
  const fault = preferenceFault('SUPPORTLINK', supportLink)
  if (fault) throw new Problem('invalid-value', { fields: { supportLink: fault } })
  const administrator = await readAdministrator(world, input)
  const isMade = await transaction(world, (world) =>
    foundOrganization(world, administrator, { linkId: link.id, address: input.address, supportLink }),
  )
  if (!isMade) throw new Problem('link-over')
  const { organization, userName } = administrator
  return { organization, userName }
}

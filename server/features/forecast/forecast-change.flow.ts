import { nameKey } from '../../base/name-key.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { type ChangePreference, changePreference } from '../preferences/change-preference.flow.ts'
import { preferenceFault } from '../preferences/preferences.ts'
import type { Services } from './forecast.ts'
import { locksOut } from './make-forecast.flow.ts'

export interface ChangeWithForecast extends ChangePreference {
  /** The organization's name as it was typed. */
  confirmation: string | undefined
  services: Services
}

/** R10.2: a change that would lock out the one who makes it is saved only when confirmed. Throws `confirmation-needed`, `invalid-value`. */
export async function changeWithForecast(world: World, input: ChangeWithForecast): Promise<void> {
  const { organizationId, by, code, value, services } = input
  const askedBy = by.kind === 'person' ? by.personId : null
  await transaction(world, async (world) => {
    const proposed = { [code]: value }
    if (
      !preferenceFault(code, value) &&
      askedBy !== null &&
      (await locksOut(world, { organizationId, askedBy, proposed, services }))
    )
      await requireConfirmation(world, input)
    await changePreference(world, input)
  })
}

async function requireConfirmation(world: World, { organizationId, confirmation }: ChangeWithForecast) {
  const { name } = await organizationById(world, organizationId)
  if (confirmation === undefined || nameKey(confirmation) !== nameKey(name))
    throw new Problem('confirmation-needed')
}

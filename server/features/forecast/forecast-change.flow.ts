import { nameKey } from '../../base/name-key.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { tellOfWeakening } from '../messages/tell-of-weakening.flow.ts'
import { lockOrganization, organizationById } from '../organizations/organizations.store.ts'
import { type ChangePreference, changePreference } from '../preferences/change-preference.flow.ts'
import { preferenceEntry } from '../preferences/preference-table.ts'
import { loadPreferenceTexts } from '../preferences/preferences.store.ts'
import { preferenceFault } from '../preferences/preferences.ts'
import { weakens } from '../preferences/weakens.ts'
import { holdersOf } from '../rights/rights.store.ts'
import { requireFresh } from '../sessions/freshness.ts'
import type { Services } from './forecast.ts'
import { locksOut } from './make-forecast.flow.ts'

export interface ChangeWithForecast extends ChangePreference {
  /** The organization's name as it was typed. */
  confirmation: string | undefined
  services: Services
  /** When whoever changes last gave a fresh proof. */
  freshAt: Date | null
}

/**
 * R10.2, T4: a change that would lock out the one who makes it is saved only when confirmed; one that weakens somebody only with a
 * fresh proof, and the administrators are told. Throws `confirmation-needed`, `fresh-proof-needed`, `invalid-value`.
 */
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
    await refuseStaleWeakening(world, input)
    await refuseAlone(world, input)
    await changePreference(world, input)
  })
}

async function requireConfirmation(world: World, { organizationId, confirmation }: ChangeWithForecast) {
  const { name } = await organizationById(world, organizationId)
  if (confirmation === undefined || nameKey(confirmation) !== nameKey(name))
    throw new Problem('confirmation-needed')
}

async function refuseStaleWeakening(world: World, input: ChangeWithForecast): Promise<void> {
  const { organizationId, by, code, value } = input
  await lockOrganization(world, organizationId)
  const entry = preferenceEntry(code)
  const before = (await loadPreferenceTexts(world, organizationId))[code] ?? entry.default
  if (preferenceFault(code, value) || !weakens(entry, before, value)) return
  requireFresh(input, world.clock.now())
  const shown = (text: string) => (text === '' ? 'blank' : text)
  const what = `The preference ${code} (${entry.label}) was changed from ${shown(before)} to ${shown(value)}.`
  await tellOfWeakening(world, { organizationId, by, what })
}

/** With one pair of eyes nothing could ever be confirmed but on the command line. */
async function refuseAlone(world: World, { organizationId, code, value }: ChangeWithForecast): Promise<void> {
  if (code !== 'FOUREYES' || value !== 'on') return
  const administrators = await holdersOf(world, organizationId, 'Administer Users')
  if (administrators.length < 2)
    throw new Problem('invalid-value', {
      fields: {
        value:
          'Two people who administer users are needed first, so that one can confirm what the other does.',
      },
    })
}

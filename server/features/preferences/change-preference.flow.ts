import type { PreferenceCode } from '../../../contract/words.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { preferenceEntry } from './preference-table.ts'
import { loadPreferenceTexts, savePreference } from './preferences.store.ts'
import { preferenceFault } from './preferences.ts'

export interface ChangePreference {
  organizationId: Id<'organization'>
  by: Actor
  code: PreferenceCode
  value: string
}

/** R2.1: validated, saved, audited with old and new value. Throws `invalid-value`. */
export async function changePreference(world: World, input: ChangePreference): Promise<void> {
  const { organizationId, by, code, value } = input
  const fault = preferenceFault(code, value)
  if (fault) throw new Problem('invalid-value', { fields: { value: fault } })
  await transaction(world, async (world) => {
    // Of two at once the later sees what the earlier wrote.
    await lockOrganization(world, organizationId)
    const before = (await loadPreferenceTexts(world, organizationId))[code] ?? preferenceEntry(code).default
    if (before === value) return
    await savePreference(world, organizationId, { code, value })
    await recordAudit(world, {
      organizationId,
      personId: null,
      ...auditedBy(by),
      event: 'preference-changed',
      data: { code, before, after: value },
    })
  })
}

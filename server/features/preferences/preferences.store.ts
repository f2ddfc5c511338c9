import type { PreferenceCode } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { prepared } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'
import { type Preferences, type PreferenceTexts, readPreferences } from './preferences.ts'

interface TextRow {
  code: string
  value: string
}

export const preferencesOf = prepared<{ organizationId: Id<'organization'> }, TextRow>(
  (database, parameter) =>
    database
      .selectFrom('preferences')
      .select(['code', 'value'])
      .where('organization_id', '=', parameter('organizationId')),
)

export async function loadPreferenceTexts(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
): Promise<PreferenceTexts> {
  return toTexts(await preferencesOf(world.database, { organizationId }))
}

function toTexts(rows: readonly TextRow[]): PreferenceTexts {
  return Object.fromEntries(rows.map(({ code, value }) => [code, value]))
}

export function toPreferences(rows: readonly TextRow[]): Preferences {
  return readPreferences(toTexts(rows))
}

export async function loadPreferences(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
): Promise<Preferences> {
  return readPreferences(await loadPreferenceTexts(world, organizationId))
}

export async function savePreference(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
  { code, value }: { code: PreferenceCode; value: string },
): Promise<void> {
  await world.database
    .insertInto('preferences')
    .values({ organization_id: organizationId, code, value })
    .onConflict((conflict) => conflict.columns(['organization_id', 'code']).doUpdateSet({ value }))
    .execute()
}

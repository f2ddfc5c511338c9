import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { loadRights } from './rights.store.ts'

/** T4: `FOUREYES` is on, and what is done weakens somebody who holds a right. */
export async function wantsFourEyes(
  world: World,
  { id, organizationId }: { id: Id<'person'>; organizationId: Id<'organization'> },
): Promise<boolean> {
  const { fourEyes } = await loadPreferences(world, organizationId)
  return fourEyes && (await loadRights(world, id)).length > 0
}

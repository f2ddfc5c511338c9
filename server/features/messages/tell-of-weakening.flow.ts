import type { Actor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { weakenedReport, whenceOf } from './notice.ts'
import { tellHolders } from './tell-holders.flow.ts'

interface Weakening {
  organizationId: Id<'organization'>
  by: Actor
  /** What was done, as a sentence. */
  what: string
}

/**
 * T4: every administrator of users is told of what weakens somebody, whoever did it: also themselves, for it may have been
 * somebody else with their session. In the caller's transaction.
 */
export async function tellOfWeakening(world: World, { organizationId, by, what }: Weakening): Promise<void> {
  const telling = { organizationId, exceptId: null, right: 'Administer Users', kind: 'weakened' } as const
  await tellHolders(world, telling, (told) =>
    weakenedReport({ ...told, ...whenceOf(by), what, by: by.kind === 'person' ? by.displayName : null }),
  )
}

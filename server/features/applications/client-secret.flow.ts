import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { makeToken } from '../../tools/random.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { applicationsOf, saveClientSecret } from './applications.store.ts'
import type { NewClient } from './apply-file.flow.ts'

interface Asking {
  organizationId: Id<'organization'>
  by: Actor
  /** Of the application. */
  name: string
}

/** Another secret; the one before ends at once. Undefined where no client of this name keeps one. */
export async function makeClientSecret(
  world: World,
  { organizationId, by, name }: Asking,
): Promise<NewClient | undefined> {
  return transaction(world, async (world) => {
    const all = await applicationsOf(world, organizationId)
    const found = all.find((one) => nameKey(one.name) === nameKey(name))
    if (!found?.client || found.client.isPublic) return undefined
    const secret = makeToken(world.random)
    await saveClientSecret(world, found.id, secret)
    const data = { applicationId: found.id, name: found.name }
    const entry = { organizationId, personId: null, ...auditedBy(by) }
    await recordAudit(world, { ...entry, event: 'client-secret-made', data })
    return { name: found.name, id: found.id, secret }
  })
}

import type { Adapter, AdapterPayload } from 'oidc-provider'
import { errors } from 'oidc-provider'
import { findClient, type RegisteredClient } from '../../features/applications/applications.store.ts'
import { recordOpening } from '../../features/applications/open-application.flow.ts'
import {
  consumeRecord,
  deleteOfGrant,
  deleteRecord,
  findRecord,
  type ProviderRecord,
  saveRecord,
} from '../../features/applications/provider-records.store.ts'
import { isForeignKeyViolation } from '../../tools/database/foreign-key-violation.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { requestContext } from './request-context.door.ts'

/** Where the library keeps things: our database. Clients are our applications. */
export function recordsIn(world: World): (kind: string) => Adapter {
  return (kind) => (kind === 'Client' ? clients(world) : records(world, kind))
}

const never = async () => {
  throw new Error('the library is not asked for this')
}

function clients(world: World): Adapter {
  return {
    async find(id) {
      const found = await findClient(world, id)
      return found && clientMetadata(found)
    },
    upsert: never,
    findByUserCode: never,
    findByUid: never,
    consume: never,
    destroy: never,
    revokeByGrantId: never,
  }
}

/** RFC 7591. The secret is the hash that we keep: see `secretsByHash`. */
function clientMetadata({ application, secretHash }: RegisteredClient): AdapterPayload {
  const { id, name, client } = application
  const isPublic = client!.isPublic || secretHash === null
  return {
    client_id: id,
    client_name: name,
    ...(!isPublic && { client_secret: secretHash }),
    token_endpoint_auth_method: isPublic ? 'none' : 'client_secret_basic',
    redirect_uris: [...client!.redirectUris],
    post_logout_redirect_uris: [...client!.afterSignOutUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
}

function records(world: World, kind: string): Adapter {
  return {
    async upsert(id, payload, lifeSeconds) {
      const record = toRecord(kind, { id, payload, lifeSeconds: lifeSeconds ?? 0 })
      try {
        if (kind === 'AuthorizationCode') await saveCode(world, record)
        else await saveRecord(world, record)
      } catch (error) {
        // The session or the application went meanwhile.
        if (isForeignKeyViolation(error)) throw new errors.InvalidGrant('it rests on what is gone')
        throw error
      }
    },
    async find(id) {
      const found = await findRecord(world, kind, id)
      return found && toPayload(kind, id, found)
    },
    async consume(id) {
      if (!(await consumeRecord(world, kind, id))) throw new errors.InvalidGrant('it was used already')
    },
    destroy: (id) => deleteRecord(world, kind, id),
    revokeByGrantId: (grantId) => deleteOfGrant(world, kind, grantId),
    findByUid: never,
    findByUserCode: never,
  }
}

interface Upserted {
  id: string
  payload: AdapterPayload
  lifeSeconds: number
}

/** Codes and tokens are their own ids: only a digest of them is kept. */
function toRecord(kind: string, { id, payload, lifeSeconds }: Upserted): ProviderRecord {
  const { jti: _, ...kept } = payload
  return {
    kind,
    id,
    grantId: payload.grantId ?? null,
    sessionId: payload.sessionUid ?? (kind === 'Grant' ? (requestContext().session?.id ?? null) : null),
    applicationId: payload.clientId ?? null,
    payload: kept,
    lifeSeconds,
  }
}

function toPayload(
  kind: string,
  id: string,
  { payload, createdAt, consumedAt }: NonNullable<Awaited<ReturnType<typeof findRecord>>>,
): AdapterPayload {
  return {
    ...payload,
    jti: id,
    ...(consumedAt && { consumed: Math.floor(consumedAt.getTime() / 1000) }),
    // By our clock, and to the millisecond: what was proved for this request was proved later.
    ...(kind === 'Interaction' && { result: { begunAt: createdAt.getTime() } }),
  }
}

/** The code is what lets somebody in: whoever gets one has opened the application. */
async function saveCode(world: World, record: ProviderRecord): Promise<void> {
  const { session, judged, address } = requestContext()
  if (!session || judged?.opening.verdict !== 'open') throw new Error('a code for what is not open')
  await transaction(world, async (world) => {
    await saveRecord(world, record)
    const { application } = judged
    await recordOpening(world, { session, application, address, door: 'openid-connect' })
  })
}

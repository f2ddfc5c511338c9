import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { hour, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { engineOf } from '../../tools/database/engine.ts'
import { transaction } from '../../tools/transaction.ts'
import { canOpen } from '../../tools/vault.ts'
import { newId, type World } from '../../tools/world.ts'

/** RS256 is what every client understands (OpenID Connect Core 15.1); ES256 is shorter. */
const algorithms = ['RS256', 'ES256'] as const
type Algorithm = (typeof algorithms)[number]

/** A private JWK. */
export interface SigningKey {
  id: Id<'signingKey'>
  algorithm: string
  jwk: Record<string, unknown>
  signsFrom: Date
}

const make = promisify(generateKeyPair)
const contextOf = (id: string) => `signing key ${id}`

/**
 * All keys that are published, those that sign now first, the newest of them before the others; made where there are none.
 * Of two nodes that find none at once the second finds the first one's.
 */
export async function signingKeys(world: World): Promise<SigningKey[]> {
  const found = await readKeys(world)
  if (found.length > 0) return found
  const made = await Promise.all(algorithms.map(makeKey))
  return transaction(world, async (world) => {
    await waitForOthers(world)
    const others = await readKeys(world)
    if (others.length > 0) return others
    await insertKeys(world, made, world.clock.now())
    return readKeys(world)
  })
}

/** So long every node, and every client that asks us once an hour, knows a new key before it signs. */
const publishedBefore = hour

/** New keys beside the old ones, which stay published: what was signed with them is still believed. */
export async function rotateSigningKeys(world: World): Promise<Date> {
  const made = await Promise.all(algorithms.map(makeKey))
  const signsFrom = later(world.clock.now(), publishedBefore)
  await insertKeys(world, made, signsFrom)
  return signsFrom
}

/** Those that our vault cannot open sign nothing any more. Tells how many. */
export async function removeLostKeys(world: World): Promise<number> {
  const rows = await world.database.selectFrom('signing_keys').select(['id', 'key_sealed']).execute()
  const lost = rows.filter(({ id, key_sealed }) => !canOpen(world.vault, key_sealed, contextOf(id)))
  for (const { id } of lost) await world.database.deleteFrom('signing_keys').where('id', '=', id).execute()
  return lost.length
}

async function readKeys(world: World): Promise<SigningKey[]> {
  const rows = await world.database.selectFrom('signing_keys').selectAll().execute()
  const now = world.clock.now()
  const keys = rows.map((row) => ({
    id: row.id,
    algorithm: row.algorithm,
    jwk: JSON.parse(world.vault.open(row.key_sealed, contextOf(row.id))),
    signsFrom: new Date(row.signs_from),
  }))
  // Ids sort by age.
  const isEarly = (key: SigningKey) => (key.signsFrom > now ? 1 : 0)
  return keys.sort((one, other) => isEarly(one) - isEarly(other) || (one.id < other.id ? 1 : -1))
}

interface MadeKey {
  algorithm: Algorithm
  jwk: Record<string, unknown>
}

async function makeKey(algorithm: Algorithm): Promise<MadeKey> {
  const { privateKey } =
    algorithm === 'RS256'
      ? await make('rsa', { modulusLength: 2048 })
      : await make('ec', { namedCurve: 'P-256' })
  return { algorithm, jwk: { ...privateKey.export({ format: 'jwk' }) } }
}

async function insertKeys(world: World, made: readonly MadeKey[], signsFrom: Date): Promise<void> {
  for (const { algorithm, jwk } of made) {
    const id = newId(world, 'signingKey')
    await world.database
      .insertInto('signing_keys')
      .values({
        id,
        algorithm,
        key_sealed: world.vault.seal(JSON.stringify(jwk), contextOf(id)),
        created_at: world.clock.now().getTime(),
        signs_from: signsFrom.getTime(),
      })
      .execute()
  }
}

/** In SQLite a transaction is the only writer from its beginning. */
async function waitForOthers({ database }: World): Promise<void> {
  if (engineOf(database) === 'postgresql')
    await sql`lock table signing_keys in share row exclusive mode`.execute(database)
}

import { newestBelieved } from '../../base/clock-skew.ts'
import { digest } from '../../base/digest.ts'
import type { Id } from '../../base/id.ts'
import { makeToken } from '../../tools/random.ts'
import { newId, type World } from '../../tools/world.ts'
import type { LinkPurpose } from './link-purpose.ts'

export interface NewLink<Data> {
  organizationId: Id<'organization'> | null
  personId: Id<'person'> | null
  purpose: LinkPurpose
  data: Data
  expiresAt: Date
}

export interface Link<Data> extends NewLink<Data> {
  id: Id<'link'>
  createdAt: Date
}

const rowsAtOnce = 100

/** A link that works once. Returns the token, of which the database holds only the hash. */
export async function makeLink<Data>(world: World, link: NewLink<Data>): Promise<string> {
  const [token] = await makeLinks(world, [link])
  return token!
}

/** Many at once; the tokens in the same order. */
export async function makeLinks<Data>(world: World, links: readonly NewLink<Data>[]): Promise<string[]> {
  const tokens = links.map(() => makeToken(world.random))
  const rows = links.map((link, at) => ({
    id: newId(world, 'link'),
    organization_id: link.organizationId,
    person_id: link.personId,
    purpose: link.purpose,
    token_hash: digest(tokens[at]!),
    data: JSON.stringify(link.data),
    created_at: world.clock.now().getTime(),
    expires_at: link.expiresAt.getTime(),
    used_at: null,
  }))
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await world.database
      .insertInto('links')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
  return tokens
}

/** The link while it is unused and has not run out; looking changes nothing. */
export async function findLink<Data>(
  world: World,
  purpose: LinkPurpose,
  token: string,
): Promise<Link<Data> | undefined> {
  const row = await world.database
    .selectFrom('links')
    .selectAll()
    .where('token_hash', '=', digest(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', world.clock.now().getTime())
    .where('created_at', '<=', newestBelieved(world.clock.now()).getTime())
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      organizationId: row.organization_id,
      personId: row.person_id,
      purpose,
      data: JSON.parse(row.data) as Data,
      createdAt: new Date(row.created_at),
      expiresAt: new Date(row.expires_at),
    }
  )
}

/** Uses a link up: of two clicks at once, the one whose UPDATE finds it unused has it. */
export async function useLink(world: World, id: Id<'link'>): Promise<boolean> {
  const { numUpdatedRows } = await world.database
    .updateTable('links')
    .set({ used_at: world.clock.now().getTime() })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * Uses up every open link of a purpose, and tells which they were: of several callers at once, on any number of nodes, the
 * first UPDATE has them all and the others none.
 */
export async function useAllLinks(world: World, purpose: LinkPurpose): Promise<Id<'link'>[]> {
  const rows = await world.database
    .updateTable('links')
    .set({ used_at: world.clock.now().getTime() })
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Uses up a link and the later ones of its person and purpose, and tells which they were, newest first: of several callers at
 * once the first has them all.
 */
export async function useLinksFrom<Data>(
  world: World,
  {
    personId,
    purpose,
    from,
  }: { personId: Id<'person'>; purpose: LinkPurpose; from: Pick<Link<unknown>, 'createdAt'> },
): Promise<{ id: Id<'link'>; data: Data }[]> {
  const rows = await world.database
    .updateTable('links')
    .set({ used_at: world.clock.now().getTime() })
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('created_at', '>=', from.createdAt.getTime())
    .returning(['id', 'data', 'created_at'])
    .execute()
  return rows
    .sort((one, other) => other.created_at - one.created_at)
    .map(({ id, data }) => ({ id, data: JSON.parse(data) as Data }))
}

/** Uses up every open link of a person for these purposes. @param personId null for everybody's */
export async function useLinksOf(
  world: World,
  personId: Id<'person'> | null,
  purposes: readonly LinkPurpose[],
): Promise<void> {
  const query = world.database
    .updateTable('links')
    .set({ used_at: world.clock.now().getTime() })
    .where('purpose', 'in', purposes)
    .where('used_at', 'is', null)
  await (personId === null ? query : query.where('person_id', '=', personId)).execute()
}

import type { PersonPage, PersonRow } from '../../../../contract/api/people.ts'
import type { PersonOrder, PersonState } from '../../../../contract/words.ts'
import { Problem } from '../../../base/problem.ts'
import type { World } from '../../../tools/world.ts'
import { type Factor, loadFactorsOf } from '../../factors/factors.store.ts'
import { findListed, findPlace, listPeople } from '../../people/people-list.store.ts'
import { loadRights } from '../../rights/rights.store.ts'
import { personPage, personRow } from './person-row.ts'

export interface AskPeople {
  organizationId: string
  search?: string | undefined
  /** Id of a location, or `none`. */
  location?: string | undefined
  state?: PersonState | undefined
  sort?: PersonOrder | undefined
  /** Id of the person the page before ended with. */
  after?: string | undefined
  limit?: string | undefined
}

/** A page of User Administration. Throws `invalid-field` for a place no page has named. */
export async function peoplePage(
  world: World,
  { organizationId, search = '', location, state, sort = 'name', after, limit }: AskPeople,
): Promise<{ people: PersonRow[]; next: string | null }> {
  const most = Number(limit ?? 50)
  const found = await listPeople(world, {
    organizationId,
    search,
    locationId: location === 'none' ? null : location,
    state,
    order: sort,
    after: after === undefined ? undefined : await requirePlace(world, organizationId, after),
    limit: most + 1,
  })
  const shown = found.slice(0, most)
  const ids = shown.map(({ id }) => id)
  const factors = ids.length > 0 ? await loadFactorsOf(world, ids) : new Map<string, Factor[]>()
  const people = shown.map((person) =>
    personRow(
      person,
      (factors.get(person.id) ?? []).map(({ method }) => method),
    ),
  )
  return { people, next: found.length > most ? (shown.at(-1)?.id ?? null) : null }
}

async function requirePlace(world: World, organizationId: string, id: string) {
  const place = await findPlace(world, organizationId, id)
  if (!place) throw new Problem('invalid-field', { fields: { after: 'This is no place in the list.' } })
  return place
}

/** Throws `not-found`, also for another organization's. */
export async function showPerson(world: World, organizationId: string, id: string): Promise<PersonPage> {
  const person = await findListed(world, organizationId, id)
  if (!person) throw new Problem('not-found')
  const factors = (await loadFactorsOf(world, [id])).get(id) ?? []
  const methods = factors.map(({ method }) => method)
  return personPage(person, methods, await loadRights(world, id))
}

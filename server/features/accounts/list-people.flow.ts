import type { PersonPage, PersonRow } from '../../../contract/api/people.ts'
import type { PersonOrder, PersonState } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { type Factor, loadFactorsOf } from '../factors/factors.store.ts'
import { showAddress } from '../factors/method-address.ts'
import { findListed, type ListedPerson } from '../people/listed-person.store.ts'
import { findPlace, listPeople } from '../people/people-list.store.ts'
import { findWordPlace, searchPeople } from '../people/people-search.store.ts'
import { soughtWords } from '../people/person-words.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { loadRights } from '../rights/rights.store.ts'
import { type ContactField, contactFields } from './contact-field.ts'
import { personPage, personRow } from './person-row.ts'

export interface AskPeople {
  organizationId: Id<'organization'>
  search?: string | undefined
  /** Id of a location, or `none`. */
  location?: string | undefined
  state?: PersonState | undefined
  sort?: PersonOrder | undefined
  /** Id of the person the page before ended with. */
  after?: string | undefined
  limit?: string | undefined
}

/**
 * A page of User Administration. What is found by words comes by those words, unless an order is asked for. Throws
 * `invalid-field` for a place no page has named.
 */
export async function peoplePage(
  world: World,
  asked: AskPeople,
): Promise<{ people: PersonRow[]; next: string | null }> {
  const most = Number(asked.limit ?? 50)
  const found = await findPage(world, asked, most + 1)
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

async function findPage(world: World, asked: AskPeople, limit: number): Promise<ListedPerson[]> {
  const { organizationId, search = '', location, state, sort, after } = asked
  const filter = { organizationId, locationId: location === 'none' ? null : location, state, limit }
  const [lead, ...others] = soughtWords(search)
  if (lead && sort === undefined) {
    const place = after && (await findWordPlace(world, { organizationId, personId: after, word: lead }))
    if (after && !place) throw noPlace()
    return searchPeople(world, { ...filter, words: [lead, ...others], after: place || undefined })
  }
  const place = after && (await findPlace(world, organizationId, after))
  if (after && !place) throw noPlace()
  return listPeople(world, { ...filter, search, order: sort ?? 'name', after: place || undefined })
}

function noPlace(): Problem {
  return new Problem('invalid-field', { fields: { after: 'This is no place in the list.' } })
}

/** Throws `not-found`, also for another organization's. */
export async function showPerson(
  world: World,
  organizationId: Id<'organization'>,
  id: Id<'person'>,
): Promise<PersonPage> {
  const person = await findListed(world, organizationId, id)
  if (!person) throw new Problem('not-found')
  const factors = (await loadFactorsOf(world, [id])).get(id) ?? []
  const methods = factors.map(({ method }) => method)
  const { twoFactorOn } = await loadPreferences(world, organizationId)
  const counting = twoFactorOn && person.setUpAt !== null ? factors : []
  const elsewhere = (field: ContactField) => {
    const { method } = contactFields[field]
    const to = counting.find((factor) => factor.method === method)?.address ?? null
    return to === null || to === person[field] ? null : showAddress(method, to)
  }
  const codesElsewhere = { email: elsewhere('email'), cellPhone: elsewhere('cellPhone') }
  return personPage(person, methods, { rights: await loadRights(world, id), codesElsewhere })
}

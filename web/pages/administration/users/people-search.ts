/** Decides what the address of User Administration may ask for; anything else in it is left aside. */
import { type PersonOrder, type PersonState, personOrders, personStates } from '../../../../contract/words.ts'

export interface PeopleSearch {
  search?: string
  location?: string
  state?: PersonState
  sort?: PersonOrder
}

export function peopleSearch(given: Record<string, unknown>): PeopleSearch {
  const search = textOf(given.search)
  const location = textOf(given.location)
  const state = personStates.find((one) => one === given.state)
  const sort = personOrders.find((one) => one === given.sort)
  return {
    ...(search && { search }),
    ...(location && { location }),
    ...(state && { state }),
    ...(sort && { sort }),
  }
}

/** A search value is a text or it is nothing; the router would read "123" as a number. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

import { z } from 'zod'
import { endpoints } from './endpoint.ts'

export const Location = z.object({
  id: z.string(),
  name: z.string(),
  /** Active and inactive alike. */
  people: z.int(),
})
export type Location = z.infer<typeof Location>

/** As typed; names that differ only in case or Unicode form are one. */
const Named = z.strictObject({ name: z.string().max(1000) })
const OneLocation = z.object({ id: z.string().max(64) })
const errors = ['no-session', 'no-right'] as const

export const locationsEndpoints = endpoints({
  'GET /api/administration/locations': {
    summary: 'Locations of the organization with the number of their people, by name',
    // Whoever administers machines moves them to locations.
    needs: ['Administer Users', 'Administer Machines'],
    answer: z.array(Location),
    errors,
  },
  'POST /api/administration/locations': {
    summary: 'Add a location',
    needs: 'Administer Users',
    body: Named,
    answer: Location,
    status: 201,
    errors: [...errors, 'invalid-value', 'already-taken'],
  },
  'GET /api/administration/locations/{id}': {
    summary: 'One location',
    needs: 'Administer Users',
    params: OneLocation,
    answer: Location,
    errors: [...errors, 'not-found'],
  },
  'PATCH /api/administration/locations/{id}': {
    summary: 'Rename a location',
    needs: 'Administer Users',
    params: OneLocation,
    body: Named,
    answer: Location,
    errors: [...errors, 'not-found', 'invalid-value', 'already-taken'],
  },
  'DELETE /api/administration/locations/{id}': {
    summary:
      'Remove a location. Its people and machines go where `moveTo` says; without it, one in use stays',
    needs: 'Administer Users',
    params: OneLocation,
    /** Id of another location, or `none` to leave them without one. */
    query: z.strictObject({ moveTo: z.string().max(64).optional() }),
    answer: null,
    errors: [...errors, 'not-found', 'location-in-use', 'invalid-value'],
  },
})

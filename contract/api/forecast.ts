import { z } from 'zod'
import { checks, methods, type PreferenceCode, preferenceCodes } from '../words.ts'
import { endpoints } from './endpoint.ts'

/** At most so many people or locations are named in a list; its count is always whole. */
export const forecastNames = 100

/**
 * What helps: a cell phone in the profile, a reset of the person's two factor authentication, or a service for text
 * messages on this server.
 */
export const Remedy = z.enum(['cell-phone', 'reset', 'text-service'])
export type Remedy = z.infer<typeof Remedy>

/** Somebody who could not sign in, and why: the check of the decision, and one sentence for administrators. */
export const LockedOutPerson = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.string(),
  location: z.object({ id: z.string(), name: z.string() }).nullable(),
  check: z.enum(checks),
  sentence: z.string(),
  remedy: Remedy,
})
export type LockedOutPerson = z.infer<typeof LockedOutPerson>

const LockedOutPeople = z.object({ count: z.int(), first: z.array(LockedOutPerson) })

/** How people would fare at a sign-in: each is counted once in `asked`, `setUp`, `letIn` or `lockedOut`. */
export const Outcomes = z.object({
  /** Asked for a code. */
  asked: z.int(),
  /** Those of `asked`, by the way that is used at once. */
  askedBy: z.partialRecord(z.enum(methods), z.int()),
  /** Led to set-up without a code before. */
  setUp: z.int(),
  /** Only the password is asked. */
  letIn: z.int(),
  lockedOut: LockedOutPeople,
})
export type Outcomes = z.infer<typeof Outcomes>

const LockedOutLocation = z.object({
  id: z.string(),
  name: z.string(),
  /** Active people there. */
  people: z.int(),
})

export const Forecast = z.object({
  /** Active people looked at. */
  people: z.int(),
  /** On a computer and network nobody knows. */
  onNewComputer: Outcomes,
  /** On the computer and connection where each of them signed in last; people who never did count as on a new one. */
  onOwnComputer: Outcomes,
  /** Locations with active people, none of whom could prove a new computer there: nobody would get in on one. */
  lockedOutLocations: z.object({ count: z.int(), first: z.array(LockedOutLocation) }),
  /** The one who asks could not sign in on a new computer, or on the one used last, and can now: saving then needs `confirmation`. */
  locksOutYou: z.boolean(),
  /** People would be asked by text message, and this server has no service for text messages. */
  textServiceMissing: z.boolean(),
})
export type Forecast = z.infer<typeof Forecast>

/**
 * The last 30 days as they would have been, had these preferences been set at their beginning with nothing proved yet:
 * the real decision over every finished sign-in on record. People's cell phones and ways are taken as they are today.
 */
export const LastMonth = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Finished sign-ins on record. */
  signIns: z.int(),
  /** Of these: asked for a code, led to set-up, let in with the password alone, not let in. */
  asked: z.int(),
  setUp: z.int(),
  letIn: z.int(),
  lockedOut: z.int(),
  /** How many were asked for a code in truth. */
  askedInTruth: z.int(),
  /** People who would have been locked out at least once. */
  peopleLockedOut: LockedOutPeople,
})
export type LastMonth = z.infer<typeof LastMonth>

/** Preferences as they would be, as text; what is absent stays as it is saved. */
const Proposed = z.strictObject(
  Object.fromEntries(preferenceCodes.map((code) => [code, z.string().max(2000).optional()])) as Record<
    PreferenceCode,
    z.ZodOptional<z.ZodString>
  >,
)

export const forecastEndpoints = endpoints({
  'GET /api/administration/forecast': {
    summary: 'Who will be asked and who could not sign in, if preferences were changed so',
    needs: 'Administer Preferences',
    query: Proposed,
    answer: Forecast,
    errors: ['no-session', 'no-right', 'unknown-field', 'invalid-field', 'invalid-value'],
  },
  'GET /api/administration/forecast/last-month': {
    summary: 'What the last 30 days would have looked like, if preferences had been so',
    needs: 'Administer Preferences',
    query: Proposed,
    answer: LastMonth,
    errors: ['no-session', 'no-right', 'unknown-field', 'invalid-field', 'invalid-value'],
  },
})

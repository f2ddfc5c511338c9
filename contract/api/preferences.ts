import { z } from 'zod'
import { preferenceCodes } from '../words.ts'
import { endpoints } from './endpoint.ts'

/** How a preference is edited; bounds are inclusive. */
export const PreferenceType = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choice'),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
  }),
  z.object({
    kind: z.literal('number'),
    least: z.int(),
    most: z.int(),
    unit: z.string(),
    /** What a blank value means; null where blank is not allowed. */
    blankMeans: z.int().nullable(),
  }),
  z.object({
    kind: z.literal('several'),
    choices: z.array(z.object({ value: z.string(), label: z.string(), always: z.boolean() })),
  }),
  z.object({ kind: z.literal('link') }),
])
export type PreferenceType = z.infer<typeof PreferenceType>

/** Values travel as the text the page shows: "On", "7", "" for blank, "email,app". */
export const Preference = z.object({
  code: z.enum(preferenceCodes),
  label: z.string(),
  type: PreferenceType,
  value: z.string(),
  default: z.string(),
  help: z.string(),
  /** A warning that belongs to the present value, such as a short code; null when there is none. */
  warning: z.string().nullable(),
})
export type Preference = z.infer<typeof Preference>

export const preferencesEndpoints = endpoints({
  'GET /api/administration/preferences': {
    summary: 'All preferences of the organization',
    needs: 'Administer Preferences',
    answer: z.array(Preference),
    errors: ['no-session', 'no-right'],
  },
  'PUT /api/administration/preferences/{code}': {
    summary: 'Change one preference; what asks or tells less than before wants a fresh proof',
    needs: 'Administer Preferences',
    params: z.object({ code: z.enum(preferenceCodes) }),
    /** Text as the page shows it; a whole number may be sent as a number. */
    body: z.strictObject({
      value: z.union([z.string().max(2000), z.int()]),
      /** The organization's name, typed by an administrator whom the change would lock out (forecast: `locksOutYou`). */
      confirmation: z.string().max(256).optional(),
    }),
    answer: Preference,
    errors: [
      'no-session',
      'no-right',
      'invalid-value',
      'not-found',
      'confirmation-needed',
      'fresh-proof-needed',
    ],
  },
  'POST /api/administration/sign-everybody-out': {
    summary: 'End every open session of the organization but the one that asks',
    needs: 'Administer Preferences',
    body: z.strictObject({}),
    answer: z.object({ ended: z.int() }),
    errors: ['no-session', 'no-right'],
  },
})

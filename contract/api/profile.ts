import { z } from 'zod'
import { methods } from '../words.ts'
import { endpoints } from './endpoint.ts'
import { EnrollmentCode, MethodState } from './enrollment.ts'
import { CodeStep, WayOut } from './sign-in.ts'

/** One way to confirm. */
export const OwnMethod = z.object({
  method: z.enum(methods),
  state: MethodState,
  /** Since when it counts; null unless it is ready. */
  since: z.iso.datetime().nullable(),
  /** Where codes go, for reading: an e-mail address or a number in national format; null for the app. */
  address: z.string().nullable(),
  /** False where the organization's `2FAMETHODS` leaves it out. */
  allowed: z.boolean(),
  /** Too many wrong codes: locked until then. */
  lockedUntil: z.iso.datetime().nullable(),
  /** Far too many wrong codes: off until it is set up again. */
  disabled: z.boolean(),
})
export type OwnMethod = z.infer<typeof OwnMethod>

/** What one's own Reset/Disable wants here (R7.1a). */
export const OwnReset = z.object({
  /** `password` goes with the call; `fresh-proof` is proved before it. */
  wants: z.enum(['nothing', 'password', 'fresh-proof']),
  /** Whom to ask where a fresh proof is wanted and cannot be given. */
  waysOut: z.array(WayOut),
})
export type OwnReset = z.infer<typeof OwnReset>

/** An address that counts once the code that went to it is entered (T6). */
export const NewAddress = EnrollmentCode
export type NewAddress = z.infer<typeof NewAddress>

export const Profile = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.string(),
  organization: z.string(),
  location: z.string().nullable(),
  email: z.string().nullable(),
  /** E.164. */
  cellPhone: z.string().nullable(),
  /** The same number as people of its country write it. */
  cellPhoneNational: z.string().nullable(),
  /** Ways to confirm, all three, in the order of the wizard. */
  methods: z.array(OwnMethod),
  default: z.enum(methods).nullable(),
  setUpAt: z.iso.datetime().nullable(),
  twoFactorOn: z.boolean(),
  unidentifiedMachineOn: z.boolean(),
  /** `2FAFREQUENCY` in days; 0 is every sign-in. */
  frequencyDays: z.int(),
  /** How long a reset would stay open. */
  resetHours: z.int(),
  passwordChangedAt: z.iso.datetime().nullable(),
  /** Sensitive changes need no further proof until then; null when they do. */
  freshUntil: z.iso.datetime().nullable(),
  ownReset: OwnReset,
  /** Asked for in this session, and not confirmed yet; the present one counts until then. */
  newEmail: NewAddress.nullable(),
  newCellPhone: NewAddress.nullable(),
})
export type Profile = z.infer<typeof Profile>

export const OwnConnection = z.object({
  id: z.string(),
  browser: z.string(),
  system: z.string(),
  network: z.string(),
  /** The machine's name, where an administrator gave it one. */
  machineName: z.string().nullable(),
  location: z.string().nullable(),
  /** When a code was last proved here; null where none is remembered. */
  provedAt: z.iso.datetime().nullable(),
  method: z.enum(methods).nullable(),
  since: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  /** The one this session came in by. */
  isThisOne: z.boolean(),
})
export type OwnConnection = z.infer<typeof OwnConnection>

export const OwnSession = z.object({
  id: z.string(),
  browser: z.string(),
  system: z.string(),
  address: z.string(),
  since: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  isThisOne: z.boolean(),
})
export type OwnSession = z.infer<typeof OwnSession>

/** Proved anew, or a code is asked for besides the password. */
export const ProofStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('done'), freshUntil: z.iso.datetime() }),
  CodeStep.omit({ reasons: true }),
])
export type ProofStep = z.infer<typeof ProofStep>

const codeErrors = ['no-session', 'proof-over', 'method-locked'] as const
const Id = z.object({ id: z.string().min(1).max(64) })

export const profileEndpoints = endpoints({
  'GET /api/profile': {
    summary: 'Own data, ways to confirm, and what is switched on',
    needs: 'session',
    answer: Profile,
    errors: ['no-session'],
  },
  'PATCH /api/profile': {
    summary:
      'Change own data. E-mail and cell phone want a fresh proof, and count once the code that is sent to the new one is entered. The same again sends it again. An empty cell phone takes it away',
    needs: 'session',
    body: z.strictObject({
      displayName: z.string().max(1000).optional(),
      email: z.string().max(1000).optional(),
      cellPhone: z.string().max(1000).nullable().optional(),
    }),
    answer: Profile,
    errors: ['no-session', 'fresh-proof-needed', 'invalid-value', 'slow-down'],
  },
  'POST /api/profile/new-address/code': {
    summary: 'Enter the code that went to a new e-mail address or cell phone: it counts from now on',
    needs: 'session',
    body: z.strictObject({
      field: z.enum(['email', 'cellPhone']),
      code: z.string().max(64),
      /** Codes by that way go to it, too, where they are set up. */
      forCodes: z.boolean(),
    }),
    answer: Profile,
    errors: ['no-session', 'invalid-field', 'wrong-code', 'code-expired'],
  },
  'GET /api/profile/connections': {
    summary: 'Where this person signed in from, newest use first',
    needs: 'session',
    answer: z.array(OwnConnection),
    errors: ['no-session'],
  },
  'DELETE /api/profile/connections/{id}': {
    summary: 'Forget one connection: a code is asked there again',
    needs: 'session',
    params: Id,
    answer: null,
    errors: ['no-session', 'not-found'],
  },
  'DELETE /api/profile/connections': {
    summary: 'Forget all connections',
    needs: 'session',
    answer: null,
    errors: ['no-session'],
  },
  'GET /api/profile/sessions': {
    summary: 'Open sessions of this person, newest use first',
    needs: 'session',
    answer: z.array(OwnSession),
    errors: ['no-session'],
  },
  'DELETE /api/profile/sessions/{id}': {
    summary: 'End one session',
    needs: 'session',
    params: Id,
    answer: null,
    errors: ['no-session', 'not-found'],
  },
  'DELETE /api/profile/sessions': {
    summary: 'End all sessions but this one',
    needs: 'session',
    answer: z.object({ ended: z.int() }),
    errors: ['no-session'],
  },
  'POST /api/profile/password': {
    summary: 'Choose another password; ends the other sessions',
    needs: 'fresh-proof',
    body: z.strictObject({ password: z.string().min(1).max(1024) }),
    answer: null,
    errors: ['no-session', 'fresh-proof-needed', 'invalid-value', 'busy'],
  },
  'POST /api/profile/reset-two-factor': {
    summary:
      'Remove own ways to confirm; this session stays, the others end. Wants what `ownReset` of the profile says: the password, or a fresh proof',
    needs: 'session',
    body: z.strictObject({ password: z.string().min(1).max(1024).optional() }),
    answer: z.object({ openUntil: z.iso.datetime().nullable() }),
    errors: ['no-session', 'fresh-proof-needed', 'wrong-password', 'slow-down', 'busy'],
  },
  'POST /api/profile/proof': {
    summary:
      'Prove anew that it is you: the password, then a code where ways to confirm are set up and 2FA is On, or an application wants one by one of these methods',
    needs: 'session',
    body: z.strictObject({
      password: z.string().min(1).max(1024),
      methods: z.array(z.enum(methods)).min(1).max(methods.length).optional(),
    }),
    answer: ProofStep,
    errors: ['no-session', 'wrong-password', 'slow-down', 'method-not-available', 'method-locked', 'busy'],
  },
  'GET /api/profile/proof': {
    summary: 'The proof under way again; sends nothing',
    needs: 'session',
    answer: ProofStep,
    errors: ['no-session', 'proof-over'],
  },
  'POST /api/profile/proof/code': {
    summary: 'Enter the code',
    needs: 'session',
    body: z.strictObject({ code: z.string().max(64) }),
    answer: ProofStep,
    errors: [...codeErrors, 'invalid-field', 'wrong-code', 'code-used', 'code-expired'],
  },
  'POST /api/profile/proof/send-again': {
    summary: 'Send the code of the present minute again',
    needs: 'session',
    body: z.strictObject({}),
    answer: ProofStep,
    errors: [...codeErrors, 'slow-down', 'method-not-available'],
  },
  'POST /api/profile/proof/method': {
    summary: 'Try another way',
    needs: 'session',
    body: z.strictObject({ method: z.enum(methods) }),
    answer: ProofStep,
    errors: [...codeErrors, 'slow-down', 'method-not-available'],
  },
})

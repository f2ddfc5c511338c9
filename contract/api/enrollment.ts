import { z } from 'zod'
import { chosenMethods, methods } from '../words.ts'
import { endpoints } from './endpoint.ts'
import { Step } from './sign-in.ts'

/** `pending`: begun, and waiting for its first right code. A way stays `ready` while its replacement is pending. */
export const MethodState = z.enum(['none', 'pending', 'ready'])
export type MethodState = z.infer<typeof MethodState>

/** Where a code went, and what to type. */
export const EnrollmentCode = z.object({
  /** In full, as the person entered it: an e-mail address, or a number in national format (abroad: international). */
  sentTo: z.string(),
  expiresAt: z.iso.datetime(),
  digits: z.int(),
})
export type EnrollmentCode = z.infer<typeof EnrollmentCode>

/** How far a person's set-up is. Reading it sends nothing and changes nothing. */
export const Enrollment = z.object({
  methods: z.object({
    /**
     * `address`: the one that is ready, otherwise the one that is pending. `sent`: the code on its way there, or to
     * the address that is to replace it, while it lives; whoever reloads the page enters it all the same.
     */
    email: z.object({ state: MethodState, address: z.string().nullable(), sent: EnrollmentCode.nullable() }),
    app: z.object({ state: MethodState }),
    /** `phone` in E.164. */
    text: z.object({ state: MethodState, phone: z.string().nullable(), sent: EnrollmentCode.nullable() }),
  }),
  /** The way to ask for first; null until set-up was finished once. */
  default: z.enum(methods).nullable(),
  /** Set-up was finished and not reset since. */
  complete: z.boolean(),
  /** The address of the profile; null where it has none. */
  suggestedEmail: z.string().nullable(),
  /** A number that is confirmed may become the profile's cell phone (S3): during a sign-in only where that has none. */
  phoneForProfile: z.boolean(),
  /** Ways the organization lets people set up (`2FAMETHODS`). */
  allowed: z.array(z.enum(methods)),
})
export type Enrollment = z.infer<typeof Enrollment>

/** Shown once: asking again makes another key, as long as no code of it was right. */
export const AppKey = z.object({
  otpauthUri: z.string(),
  /** 160 bits as 32 letters and digits of base32. */
  key: z.string(),
  /** A whole SVG document, dark on white with a quiet zone, for a light and a dark page alike. */
  qrSvg: z.string(),
})
export type AppKey = z.infer<typeof AppKey>

const CodeBody = z.strictObject({ code: z.string().max(64) })
const codeErrors = [
  'no-session',
  'sign-in-over',
  'fresh-proof-needed',
  'invalid-field',
  'wrong-code',
  'code-expired',
] as const
const sendErrors = [
  'no-session',
  'sign-in-over',
  'fresh-proof-needed',
  'invalid-field',
  'invalid-value',
  'method-not-available',
  'slow-down',
] as const

/** Set-up, during the sign-in or from the profile; there every change wants a fresh proof, and reading does not. */
export const enrollmentEndpoints = endpoints({
  'GET /api/enrollment': {
    summary: 'How far set-up is',
    needs: 'enrollment',
    answer: Enrollment,
    errors: ['no-session', 'sign-in-over'],
  },
  'POST /api/enrollment/email': {
    summary: 'Send a code to an e-mail address; the same address again sends the code of the present minute',
    needs: 'enrollment',
    body: z.strictObject({ address: z.string().min(1).max(1000) }),
    answer: EnrollmentCode,
    status: 202,
    errors: sendErrors,
  },
  'POST /api/enrollment/email/code': {
    summary: 'Enter the code that came by e-mail',
    needs: 'enrollment',
    body: CodeBody,
    answer: Enrollment,
    errors: codeErrors,
  },
  'POST /api/enrollment/app': {
    summary: 'Make a key for an authenticator app; one that is pending is thrown away',
    needs: 'enrollment',
    body: z.strictObject({}),
    answer: AppKey,
    errors: ['no-session', 'sign-in-over', 'fresh-proof-needed', 'method-not-available'],
  },
  'POST /api/enrollment/app/code': {
    summary: 'Enter the code that the app shows',
    needs: 'enrollment',
    body: CodeBody,
    answer: Enrollment,
    errors: codeErrors,
  },
  'POST /api/enrollment/text': {
    summary: 'Send a code by text message; the same number again sends the code of the present minute',
    needs: 'enrollment',
    body: z.strictObject({ phone: z.string().min(1).max(1000) }),
    answer: EnrollmentCode,
    status: 202,
    errors: sendErrors,
  },
  'POST /api/enrollment/text/code': {
    summary: 'Enter the code that came by text message',
    needs: 'enrollment',
    body: CodeBody.extend({
      /** The number becomes the cell phone of the profile, too; during a sign-in only where that has none. */
      forProfile: z.boolean().optional(),
    }),
    answer: Enrollment,
    errors: codeErrors,
  },
  'POST /api/enrollment/finish': {
    summary: 'Choose the default and finish: a step during the sign-in, the enrollment from the profile',
    needs: 'enrollment',
    body: z.strictObject({ default: z.enum(methods) }),
    answer: z.union([Step, Enrollment]),
    errors: ['no-session', 'sign-in-over', 'fresh-proof-needed', 'method-not-available', 'conflict'],
  },
  'DELETE /api/enrollment/{method}': {
    summary: 'Remove a way to confirm; from the profile only, and never e-mail',
    needs: 'fresh-proof',
    params: z.object({ method: z.enum(chosenMethods) }),
    answer: Enrollment,
    status: 200,
    errors: ['no-session', 'fresh-proof-needed', 'not-found'],
  },
})

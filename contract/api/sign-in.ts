import { z } from 'zod'
import { checks, methods } from '../words.ts'
import { endpoints } from './endpoint.ts'

/** One reason of a decision: the named check, one sentence for people, and its values as data. */
export const Reason = z.object({
  check: z.enum(checks),
  sentence: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type Reason = z.infer<typeof Reason>

/** One way out of a refusal. Names only what helps this person to get in. */
export const WayOut = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('colleague') }),
  z.object({ kind: z.literal('administrator'), names: z.array(z.string()) }),
  z.object({ kind: z.literal('wait'), until: z.iso.datetime() }),
  z.object({ kind: z.literal('support'), link: z.string() }),
])
export type WayOut = z.infer<typeof WayOut>

const DoneStep = z.object({
  step: z.literal('done'),
  returnTo: z.string(),
  reasons: z.array(Reason),
})

export const CodeStep = z.object({
  step: z.literal('code'),
  method: z.enum(methods),
  /** Where the code went, masked; null for the app. */
  sentTo: z.string().nullable(),
  /** When the newest sent code dies; null for the app. */
  expiresAt: z.iso.datetime().nullable(),
  triesLeft: z.int(),
  digits: z.int(),
  otherMethods: z.array(z.enum(methods)),
  /** The masked addresses of the other methods, for the list "try another way". */
  otherAddresses: z.partialRecord(z.enum(methods), z.string()),
  /** Where to turn when no way works. */
  waysOut: z.array(WayOut),
  organization: z.string(),
  reasons: z.array(Reason),
})

const EnrollStep = z.object({ step: z.literal('enroll'), reasons: z.array(Reason) })

/** The password was one on paper, or is forgotten: another comes before anything else. */
const ChoosePasswordStep = z.object({
  step: z.literal('choose-password'),
  replaces: z.enum(['paper', 'forgotten']),
  organization: z.string(),
  displayName: z.string(),
  userName: z.string(),
})

const RefusedStep = z.object({
  step: z.literal('refused'),
  waysOut: z.array(WayOut),
  reasons: z.array(Reason),
})

export const Step = z.discriminatedUnion('step', [
  DoneStep,
  ChoosePasswordStep,
  CodeStep,
  EnrollStep,
  RefusedStep,
])
export type Step = z.infer<typeof Step>

const shortText = (most: number) => z.string().min(1).max(most)

const BeginSignIn = z.strictObject({
  userName: shortText(256),
  password: shortText(1024),
  organization: shortText(256).optional(),
  returnTo: shortText(2048).optional(),
  /**
   * The browser holds the key of its machine (R15.1): ECDSA P-256 with SHA-256 over `Doorward machine key`, the server's origin and
   * the nonce of `GET /api/sign-in-page`, a line each. What proves nothing counts as absent.
   */
  machineKey: z
    .strictObject({
      /** The uncompressed point, 65 bytes in base64url. */
      publicKey: shortText(256),
      nonce: shortText(256),
      /** IEEE P1363, 64 bytes in base64url. */
      signature: shortText(256),
    })
    .optional(),
})

/** What the sign-in page may know before anybody has signed in. */
export const SignInPage = z.object({
  organization: z.string().nullable(),
  /** True when the page must ask which organization: several live on this server. */
  organizationAsked: z.boolean(),
  twoFactorOn: z.boolean(),
  /** The frequency is 0: a code at every sign-in, whatever the computer. */
  codeEveryTime: z.boolean(),
  unidentifiedMachineOn: z.boolean(),
  supportLink: z.string().nullable(),
  /** The sender of every mail, so that people know what to look for. */
  mailFrom: z.string(),
  trial: z.boolean(),
  /** To be signed with the key of the machine, once and within ten minutes. */
  nonce: z.string(),
})
export type SignInPage = z.infer<typeof SignInPage>

export const signInEndpoints = endpoints({
  'GET /api/sign-in-page': {
    summary: 'What the sign-in page shows before anybody has signed in',
    needs: 'nothing',
    query: z.strictObject({ organization: shortText(256).optional() }),
    answer: SignInPage,
    errors: ['not-found'],
  },
  'POST /api/sign-in': {
    summary: 'Begin to sign in with user name and password',
    needs: 'nothing',
    body: BeginSignIn,
    answer: Step,
    errors: ['wrong-credentials', 'nonce-over', 'slow-down', 'busy'],
  },
  'GET /api/sign-in': {
    summary: 'The current step again; sends nothing',
    needs: 'sign-in',
    answer: Step,
    errors: ['no-sign-in', 'sign-in-over'],
  },
  'POST /api/sign-in/password': {
    summary: 'Choose another password in place of the one on paper, or of one that is forgotten',
    needs: 'sign-in',
    body: z.strictObject({ password: shortText(1024) }),
    answer: Step,
    errors: ['no-sign-in', 'sign-in-over', 'invalid-value', 'busy'],
  },
  'POST /api/sign-in/code': {
    summary: 'Enter the code',
    needs: 'sign-in',
    body: z.strictObject({ code: z.string().max(64) }),
    answer: Step,
    errors: ['no-sign-in', 'wrong-code', 'code-used', 'code-expired', 'sign-in-over', 'method-locked'],
  },
  'POST /api/sign-in/send-again': {
    summary: 'Send the code of the present minute again',
    needs: 'sign-in',
    body: z.strictObject({}),
    answer: Step,
    errors: ['no-sign-in', 'sign-in-over', 'slow-down', 'method-not-available', 'method-locked'],
  },
  'POST /api/sign-in/method': {
    summary: 'Try another way',
    needs: 'sign-in',
    body: z.strictObject({ method: z.enum(methods) }),
    answer: Step,
    errors: ['no-sign-in', 'sign-in-over', 'slow-down', 'method-not-available', 'method-locked'],
  },
  'DELETE /api/sign-in': {
    summary: 'Give up the sign-in that is under way',
    needs: 'nothing',
    answer: null,
    errors: [],
  },
})

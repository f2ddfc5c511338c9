import { z } from 'zod'
import { methods, openVerdicts } from '../words.ts'
import { endpoints } from './endpoint.ts'
import { WayOut } from './sign-in.ts'

const Name = z.string().max(1000)
const Names = z.array(Name).max(1000)
const Minutes = z.int().min(0).max(10_080).nullable()

/** An absolute address over https, or over http on this computer; without a fragment, and with no name or password in it. */
const Address = z
  .string()
  .max(2000)
  .refine(isAddress, 'This must be an https address (http on localhost), without "#", user name or wildcard.')

function isAddress(text: string): boolean {
  if (!URL.canParse(text) || /[*\s\\#]/.test(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && `${username}${password}` === ''
}

/** What an application wants beyond what let the person in; what is left out is not wanted. */
const DemandsFile = z.strictObject({
  /** How old the password proof may be. */
  passwordMinutes: Minutes.optional(),
  /** How old the second factor may be, proved in this session. */
  factorMinutes: Minutes.optional(),
  /** A second factor by one of these must have been proved in this session. */
  methods: z.array(z.enum(methods)).min(1).max(methods.length).nullable().optional(),
  recognizedMachine: z.boolean().optional(),
})

/** How an application speaks OpenID Connect with us. */
const ClientFile = z.strictObject({
  redirectUris: z.array(Address).min(1).max(100),
  afterSignOutUris: z.array(Address).max(100).optional(),
  /** A client that can keep no secret, such as a page alone in the browser. */
  isPublic: z.boolean().optional(),
})

export const ApplicationFile = z.strictObject({
  name: Name,
  /** Where it opens. */
  address: Address,
  line: z.string().max(200).optional(),
  isOn: z.boolean().optional(),
  /** Nobody where it is left out. */
  whoMayOpen: z
    .union([
      z.literal('everybody'),
      z.strictObject({ groups: Names.optional(), locations: Names.optional(), people: Names.optional() }),
    ])
    .optional(),
  demands: DemandsFile.optional(),
  openIdConnect: ClientFile.optional(),
})
export type ApplicationFile = z.infer<typeof ApplicationFile>

/** What `doorward applications apply FILE` reads: what it names becomes so, and whatever it does not name stays. */
export const ApplicationsFile = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        name: Name,
        /** Their user names: these and nobody else. */
        people: z.array(z.string().max(1000)).max(10_000),
      }),
    )
    .max(1000)
    .optional(),
  applications: z.array(ApplicationFile).max(10_000).optional(),
})
export type ApplicationsFile = z.infer<typeof ApplicationsFile>

/** One application on Home. */
export const OwnApplication = z.object({
  id: z.string(),
  name: z.string(),
  line: z.string(),
  address: z.string(),
  /** Null where this person never opened it. */
  openedAt: z.iso.datetime().nullable(),
  verdict: z.enum(openVerdicts),
  /** What it asks first, or why it does not open; null where it just opens. */
  sentence: z.string().nullable(),
})
export type OwnApplication = z.infer<typeof OwnApplication>

/** Why an application does not open, or not yet. */
export const ApplicationOpening = z.object({
  name: z.string(),
  address: z.string(),
  verdict: z.enum(openVerdicts),
  sentences: z.array(z.string()),
  waysOut: z.array(WayOut),
})
export type ApplicationOpening = z.infer<typeof ApplicationOpening>

/** As whoever administers applications sees it; names as people read them. */
export const AdministeredApplication = z.object({
  id: z.string(),
  name: z.string(),
  line: z.string(),
  address: z.string(),
  isOn: z.boolean(),
  whoMayOpen: z.object({
    everybody: z.boolean(),
    groups: z.array(z.string()),
    locations: z.array(z.string()),
    people: z.array(z.string()),
  }),
  demands: z.object({
    passwordMinutes: z.int().nullable(),
    factorMinutes: z.int().nullable(),
    methods: z.array(z.enum(methods)).nullable(),
    recognizedMachine: z.boolean(),
  }),
  openIdConnect: z
    .object({
      issuer: z.string(),
      clientId: z.string(),
      redirectUris: z.array(z.string()),
      afterSignOutUris: z.array(z.string()),
      isPublic: z.boolean(),
    })
    .nullable(),
})
export type AdministeredApplication = z.infer<typeof AdministeredApplication>

const OneApplication = z.object({ id: z.string().max(64) })

export const applicationsEndpoints = endpoints({
  'GET /api/applications': {
    summary: 'What this person may open, last used first',
    needs: 'session',
    answer: z.array(OwnApplication),
    errors: ['no-session'],
  },
  'GET /api/applications/{id}': {
    summary: 'Whether one application opens, what it asks first, or why it does not open and whom to ask',
    needs: 'session',
    params: OneApplication,
    answer: ApplicationOpening,
    errors: ['no-session', 'not-found'],
  },
  'GET /api/administration/applications': {
    summary: 'All applications of the organization, by name',
    needs: 'Administer Applications',
    answer: z.array(AdministeredApplication),
    errors: ['no-session', 'no-right'],
  },
  'GET /api/administration/applications/{id}': {
    summary: 'One application: who may open it, what it demands, how it speaks with us',
    needs: 'Administer Applications',
    params: OneApplication,
    answer: AdministeredApplication,
    errors: ['no-session', 'no-right', 'not-found'],
  },
})

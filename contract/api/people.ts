import { z } from 'zod'
import { methods, personOrders, personStates, rights } from '../words.ts'
import { AuditEntry } from './audit.ts'
import { endpoints } from './endpoint.ts'
import { Next, PageQuery } from './page.ts'

const Place = z.object({ id: z.string(), name: z.string() })

/** One line of User Administration. */
export const PersonRow = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  /** As people read it: national in North America, international elsewhere. */
  cellPhone: z.string().nullable(),
  location: Place.nullable(),
  methods: z.array(z.enum(methods)),
  lastSignInAt: z.iso.datetime().nullable(),
  active: z.boolean(),
  isSetUp: z.boolean(),
  /** False while an invitation has not been followed. */
  hasPassword: z.boolean(),
})
export type PersonRow = z.infer<typeof PersonRow>

/** A person's own page. */
export const PersonPage = PersonRow.extend({
  rights: z.array(z.enum(rights)),
  defaultMethod: z.enum(methods).nullable(),
  /** Where codes go that go elsewhere than the profile says, as people read it; null where they go there (S3). */
  codesElsewhere: z.object({ email: z.string().nullable(), cellPhone: z.string().nullable() }),
  setUpAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type PersonPage = z.infer<typeof PersonPage>

/** A machine seen from one network by this person. `provedAt` is null where nothing is remembered. */
export const PersonConnection = z.object({
  id: z.string(),
  machine: z.object({ id: z.string(), name: z.string().nullable() }),
  browser: z.string(),
  system: z.string(),
  network: z.string(),
  method: z.enum(methods).nullable(),
  provedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime(),
})
export type PersonConnection = z.infer<typeof PersonConnection>

/** Fields as typed; the server answers `invalid-value` with a sentence for each that cannot be used. */
const typed = z.string().max(1000)

const NewPerson = z.strictObject({
  userName: typed,
  displayName: typed,
  /** None, or blank: the first password is handed over on paper. */
  email: typed.nullable().optional(),
  cellPhone: typed.nullable().optional(),
  locationId: z.string().max(64).nullable().optional(),
  rights: z.array(z.enum(rights)).max(rights.length).optional(),
})

const PersonChange = z.strictObject({
  userName: typed.optional(),
  displayName: typed.optional(),
  email: typed.optional(),
  /** Null or blank takes the number away. */
  cellPhone: typed.nullable().optional(),
  locationId: z.string().max(64).nullable().optional(),
  active: z.boolean().optional(),
  /** All rights the person has from now on. */
  rights: z.array(z.enum(rights)).max(rights.length).optional(),
})
export type PersonChange = z.infer<typeof PersonChange>

/** What is wrong with one line of a file: the column, and a sentence. */
const LineFault = z.object({ column: z.string(), sentence: z.string() })

/** One line of a CSV file as it was read. */
export const ImportLine = z.object({
  /** Of the file, as an editor counts; the header is line 1. */
  line: z.int(),
  userName: z.string(),
  displayName: z.string(),
  email: z.string(),
  cellPhone: z.string().nullable(),
  location: z.string().nullable(),
  /** Empty for a good line. */
  faults: z.array(LineFault),
})
export type ImportLine = z.infer<typeof ImportLine>

/** Bytes of the JSON body of an import. */
export const largestImport = 2 * 1024 * 1024
/** People in one file. */
export const mostImportLines = 5000

export const ImportProgress = z.object({
  import: z
    .object({
      /** `stopped`: the server was ended in the middle. Who was added stays. */
      state: z.enum(['running', 'finished', 'stopped']),
      /** Of the file, below its header. */
      lines: z.int(),
      /** Lines that were looked at. */
      done: z.int(),
      /** People who were added. */
      added: z.int(),
      begunAt: z.iso.datetime(),
    })
    .nullable(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

const Csv = z.strictObject({ csv: z.string().max(largestImport) })
const OnePerson = z.object({ id: z.string().max(64) })
const errors = ['no-session', 'no-right'] as const
/** Whoever resets people finds and recognizes them first. */
/** What an administrator asked for and what does not count yet (T4). */
export const PendingChange = z.object({
  id: z.string(),
  kind: z.enum(['email', 'cellPhone', 'rights', 'reset']),
  /** The address, the rights to be given, or the reason of a reset, for reading. */
  to: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  /** Null where another administrator has to confirm it. */
  countsAt: z.iso.datetime().nullable(),
  /** Whoever asks here is neither the one who asked for it nor the one it is about. */
  mayConfirm: z.boolean(),
})
export type PendingChange = z.infer<typeof PendingChange>

const mayLook = ['Administer Users', 'Admin-Disable 2 Factor Authentication'] as const

export const peopleEndpoints = endpoints({
  'GET /api/administration/people': {
    summary:
      'People of the organization, page by page; every word of `search` must begin a word of the person',
    needs: mayLook,
    query: z.strictObject({
      /** Begins of names, user name, e-mail address, or digits of the cell phone. */
      search: z.string().max(200).optional(),
      /** Id of a location, or `none`. */
      location: z.string().max(64).optional(),
      state: z.enum(personStates).optional(),
      /** When absent: by name, or with a search by the word that was found, which is quicker where it finds many. */
      sort: z.enum(personOrders).optional(),
      ...PageQuery,
    }),
    answer: z.object({ people: z.array(PersonRow), next: Next }),
    errors: [...errors, 'invalid-field'],
  },
  'POST /api/administration/people': {
    summary: 'Add a person, who is invited to choose a password where there is an e-mail address',
    needs: 'Administer Users',
    body: NewPerson,
    answer: PersonPage,
    status: 201,
    errors: [...errors, 'invalid-value', 'already-taken', 'cannot-grant', 'fresh-proof-needed'],
  },
  'GET /api/administration/people/{id}': {
    summary: 'One person',
    needs: mayLook,
    params: OnePerson,
    answer: PersonPage,
    errors: [...errors, 'not-found'],
  },
  'PATCH /api/administration/people/{id}': {
    summary:
      'Change a person: fields, location, rights, or whether they may sign in. What weakens somebody wants a fresh proof; rights are given by who holds them, never to oneself',
    needs: 'Administer Users',
    params: OnePerson,
    body: PersonChange,
    answer: PersonPage,
    errors: [
      ...errors,
      'not-found',
      'invalid-value',
      'already-taken',
      'last-administrator',
      'cannot-grant',
      'fresh-proof-needed',
    ],
  },
  'GET /api/administration/people/{id}/pending': {
    summary: 'What was asked for and does not count yet',
    needs: 'Administer Users',
    params: OnePerson,
    answer: z.array(PendingChange),
    errors: [...errors, 'not-found'],
  },
  'POST /api/administration/people/{id}/pending/{changeId}': {
    summary: 'Confirm it as a second administrator, with a fresh proof: it counts at once',
    needs: 'Administer Users',
    params: OnePerson.extend({ changeId: z.string().max(64) }),
    body: z.strictObject({}),
    answer: null,
    errors: [...errors, 'not-found', 'fresh-proof-needed', 'second-needed', 'cannot-grant'],
  },
  'DELETE /api/administration/people/{id}/pending/{changeId}': {
    summary: 'Withdraw it: it never counts',
    needs: 'Administer Users',
    params: OnePerson.extend({ changeId: z.string().max(64) }),
    answer: null,
    errors: [...errors, 'not-found'],
  },
  'DELETE /api/administration/people/{id}': {
    summary:
      'Erase a person, with a fresh proof: all that is kept of them goes, and the audit keeps a pseudonym',
    needs: 'Administer Users',
    params: OnePerson,
    answer: null,
    errors: [...errors, 'not-found', 'last-administrator', 'fresh-proof-needed'],
  },
  'POST /api/administration/people/{id}/invitation': {
    summary: 'Invite again; links of earlier invitations stop working. Refused once a password was chosen',
    needs: 'Administer Users',
    params: OnePerson,
    body: z.strictObject({}),
    answer: null,
    status: 202,
    errors: [...errors, 'not-found', 'conflict'],
  },
  'POST /api/administration/people/{id}/first-password': {
    summary:
      'Make a first password to hand over on paper, with a fresh proof. It is shown this once, works once, for seven days, and leads to the choice of another. Refused where a password can be mailed, and under FOUREYES for who holds rights',
    needs: 'Administer Users',
    params: OnePerson,
    body: z.strictObject({}),
    answer: z.object({ password: z.string(), expiresAt: z.iso.datetime() }),
    errors: [...errors, 'not-found', 'conflict', 'second-needed', 'fresh-proof-needed', 'busy'],
  },
  'GET /api/administration/people/{id}/history': {
    summary: 'What happened to a person, newest first',
    needs: 'Administer Users',
    params: OnePerson,
    query: z.strictObject(PageQuery),
    answer: z.object({ entries: z.array(AuditEntry), next: Next }),
    errors: [...errors, 'not-found', 'invalid-field'],
  },
  'GET /api/administration/people/{id}/connections': {
    summary: 'Machines and networks a person was seen on, latest use first',
    needs: 'Administer Users',
    params: OnePerson,
    answer: z.array(PersonConnection),
    errors: [...errors, 'not-found'],
  },
  'DELETE /api/administration/people/{id}/connections/{connectionId}': {
    summary: 'Forget a connection of a person: they are asked there again',
    needs: 'Administer Users',
    params: OnePerson.extend({ connectionId: z.string().max(64) }),
    answer: null,
    errors: [...errors, 'not-found'],
  },
  'POST /api/administration/people/import/preview': {
    summary: 'Read a CSV file of people and name what is wrong with each line; changes nothing',
    needs: 'Administer Users',
    body: Csv,
    largestBody: largestImport,
    answer: z.object({ lines: z.array(ImportLine), good: z.int(), faulty: z.int() }),
    errors: [...errors, 'invalid-value', 'too-large'],
  },
  'GET /api/administration/people/import': {
    summary: 'How far the latest import has come',
    needs: 'Administer Users',
    answer: ImportProgress,
    errors,
  },
  'POST /api/administration/people/import': {
    summary:
      'Add the people of all good lines, a few at a time, and invite them; faulty lines are left out. Where the server is ended in the middle, who was added stays',
    needs: 'Administer Users',
    /** `invite` false adds them without an invitation; true unless given. */
    body: Csv.extend({ invite: z.boolean().optional() }),
    largestBody: largestImport,
    answer: z.object({ imported: z.int(), leftOut: z.array(ImportLine) }),
    errors: [...errors, 'invalid-value', 'too-large'],
  },
})

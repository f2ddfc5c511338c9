import { z } from 'zod'
import { methods, rights } from '../words.ts'
import { endpoints } from './endpoint.ts'

/** How a sign-in was proved. Times are ISO 8601 in UTC. The truth: `method` is null when no code was asked this time. */
const ProvedBy = z.object({
  password: z.iso.datetime(),
  /** The last second factor this sign-in rests on: now, or when the connection or machine was proved. */
  secondFactor: z.iso.datetime().nullable(),
  method: z.enum(methods).nullable(),
  letThroughBy: z.enum(['remembered-connection', 'recognized-machine']).nullable(),
})

export const Session = z.object({
  person: z.object({
    id: z.string(),
    userName: z.string(),
    displayName: z.string(),
    organization: z.string(),
    location: z.string().nullable(),
    rights: z.array(z.enum(rights)),
  }),
  provedBy: ProvedBy,
  expiresAt: z.iso.datetime(),
})
export type Session = z.infer<typeof Session>

/** What a "this was not me" link stands for, shown before the button is pressed. */
export const ReportedSignIn = z.object({
  organization: z.string(),
  displayName: z.string(),
  at: z.iso.datetime(),
  browser: z.string(),
  system: z.string(),
  address: z.string(),
})
export type ReportedSignIn = z.infer<typeof ReportedSignIn>

/** A change of e-mail or cell phone that its link takes back. Addresses are masked; null for none. */
export const ReportedChange = z.object({
  organization: z.string(),
  displayName: z.string(),
  at: z.iso.datetime(),
  field: z.enum(['email', 'cellPhone']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** It was asked for, and does not count yet. */
  waits: z.boolean(),
  /** Who did it; null where it was done in the person's own name. */
  by: z.string().nullable(),
  /** Null for the server's command line. */
  place: z.object({ browser: z.string(), system: z.string(), address: z.string() }).nullable(),
})
export type ReportedChange = z.infer<typeof ReportedChange>

const LinkToken = z.strictObject({ token: z.string().min(1).max(200) })

export const sessionEndpoints = endpoints({
  'GET /api/session': {
    summary: 'Who is signed in, and how it was proved',
    needs: 'session',
    answer: Session,
    errors: ['no-session'],
  },
  'DELETE /api/session': { summary: 'Sign out', needs: 'nothing', answer: null, errors: [] },
  'POST /api/not-me/look': {
    summary: 'What a "this was not me" link stands for; changes nothing',
    needs: 'nothing',
    body: LinkToken,
    answer: ReportedSignIn,
    errors: ['link-over'],
  },
  'POST /api/not-me': {
    summary: 'Report a sign-in as not mine: ends sessions, forgets the connection, tells the administrators',
    needs: 'nothing',
    body: LinkToken,
    answer: null,
    errors: ['link-over'],
  },
  'POST /api/not-my-reset/look': {
    summary: "What a link of one's own reset stands for; changes nothing",
    needs: 'nothing',
    body: LinkToken,
    answer: ReportedSignIn,
    errors: ['link-over'],
  },
  'POST /api/not-my-reset': {
    summary:
      'Report a reset as not mine: the ways to confirm are back, everybody is signed out, the administrators are told',
    needs: 'nothing',
    body: LinkToken,
    answer: null,
    errors: ['link-over'],
  },
  'POST /api/not-my-change/look': {
    summary: 'What a link of a change of e-mail or cell phone stands for; changes nothing',
    needs: 'nothing',
    body: LinkToken,
    answer: ReportedChange,
    errors: ['link-over'],
  },
  'POST /api/not-my-change': {
    summary:
      'Report a change of e-mail or cell phone as not mine: it is undone with those after it, everybody is signed out, the administrators are told',
    needs: 'nothing',
    body: LinkToken,
    answer: null,
    errors: ['link-over'],
  },
})

import { z } from 'zod'
import { endpoints } from './endpoint.ts'
import { Step } from './sign-in.ts'

/** What a link to choose a password stands for, shown before the form. */
export const PasswordLink = z.object({
  purpose: z.enum(['invitation', 'password-reset']),
  organization: z.string(),
  displayName: z.string(),
  userName: z.string(),
  expiresAt: z.iso.datetime(),
  /** Another way than the mailbox is asked for before the password changes (T1). */
  proofNeeded: z.boolean(),
})
export type PasswordLink = z.infer<typeof PasswordLink>

const token = z.string().min(1).max(200)

export const passwordEndpoints = endpoints({
  'POST /api/password-reset': {
    summary: 'Ask for a link by e-mail to choose a new password; the answer is the same whoever is meant',
    needs: 'nothing',
    body: z.strictObject({
      userName: z.string().min(1).max(256),
      organization: z.string().min(1).max(256).optional(),
    }),
    answer: z.object({}),
    status: 202,
    errors: ['slow-down'],
  },
  'POST /api/password-link/look': {
    summary: 'What a link to choose a password stands for; changes nothing',
    needs: 'nothing',
    body: z.strictObject({ token }),
    answer: PasswordLink,
    errors: ['link-over'],
  },
  'POST /api/password-link': {
    summary: 'Choose the password; works once, signs nobody in, and asks no less at the next sign-in',
    needs: 'nothing',
    body: z.strictObject({ token, password: z.string().min(1).max(1024) }),
    answer: null,
    errors: ['link-over', 'fresh-proof-needed', 'invalid-value', 'busy'],
  },
  'POST /api/password-link/proof': {
    summary:
      'Prove by another way than the mailbox that it is them; the sign-in that begins leads to the choice',
    needs: 'nothing',
    body: z.strictObject({ token }),
    answer: Step,
    errors: ['link-over', 'conflict'],
  },
})

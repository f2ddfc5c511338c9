/**
 * Every error the API can answer with: its stable code, its HTTP status and the sentence a person may read.
 * Shape on the wire: RFC 9457 `application/problem+json` with `type`, `title`, `status`, `code` and, where it helps, more members.
 */
export const errors = {
  'invalid-body': { status: 400, sentence: 'What was sent is not readable JSON.' },
  'unknown-field': { status: 400, sentence: 'What was sent has a field we do not know.' },
  'invalid-field': { status: 400, sentence: 'A field is missing or has a value that cannot be used.' },
  'wrong-credentials': { status: 401, sentence: "That user name and password don't go together." },
  'no-session': { status: 401, sentence: 'You are not signed in.' },
  'wrong-address': { status: 403, sentence: 'This server has another address. Please use that one.' },
  'wrong-origin': { status: 403, sentence: 'This call did not come from our own pages.' },
  'no-right': { status: 403, sentence: 'You do not have the right to do this.' },
  'cannot-grant': {
    status: 403,
    sentence: 'Rights are given by somebody who holds them, and nobody gives any to themselves.',
  },
  'second-needed': { status: 403, sentence: 'Another administrator has to confirm this.' },
  'fresh-proof-needed': { status: 403, sentence: 'Please confirm that it is you first.' },
  'not-found': { status: 404, sentence: 'There is nothing here.' },
  'no-sign-in': { status: 404, sentence: 'There is no sign-in under way.' },
  'sign-in-over': { status: 410, sentence: 'This sign-in is over. Please sign in again.' },
  'proof-over': { status: 410, sentence: 'Please confirm with your password again.' },
  'link-over': { status: 410, sentence: 'This link has been used or has run out.' },
  'nonce-over': { status: 410, sentence: 'This page has stood open too long. Please try again.' },
  'code-expired': { status: 410, sentence: 'That code has run out. We can send a new one.' },
  'too-large': { status: 413, sentence: 'What was sent is too large.' },
  'unsupported-content': { status: 403, sentence: 'Please send JSON.' },
  'wrong-password': { status: 422, sentence: "That's not your password." },
  'wrong-code': { status: 422, sentence: "That's not the code." },
  'code-used': { status: 422, sentence: 'That code was used already. Please wait for the next one.' },
  'method-not-available': { status: 422, sentence: 'That way is not available.' },
  'invalid-value': { status: 422, sentence: 'That value cannot be used here.' },
  conflict: { status: 409, sentence: 'This was changed by somebody else in the meantime.' },
  'already-taken': { status: 409, sentence: 'That is already used by somebody else.' },
  'location-in-use': { status: 409, sentence: 'People or machines still belong to this location.' },
  'last-administrator': { status: 409, sentence: 'Somebody must keep the right to administer users.' },
  'confirmation-needed': {
    status: 409,
    sentence: 'Please confirm this by typing the name of the organization.',
  },
  'cannot-send-again': {
    status: 409,
    sentence: 'This message cannot be sent again: it did not fail, or what it says is not kept any more.',
  },
  'method-locked': {
    status: 423,
    sentence: 'There were too many wrong codes. This way is closed for a while.',
  },
  'slow-down': { status: 429, sentence: 'Too many tries. Please wait a moment.' },
  internal: { status: 500, sentence: 'Something went wrong on our side.' },
  'not-ready': { status: 503, sentence: 'This server cannot work just now.' },
  unavailable: { status: 503, sentence: 'Something we need is down just now. Please try again in a moment.' },
  busy: { status: 503, sentence: 'Too many people are signing in just now. Please try again in a moment.' },
} as const

export type ErrorCode = keyof typeof errors

/** The body of every error answer (RFC 9457). `code` never changes its meaning; `title` may be shown as it is. */
export interface ProblemBody {
  type: string
  title: string
  status: number
  code: ErrorCode
  requestId: string
  /** The fields that were wrong, with a sentence each; with `invalid-field`, `unknown-field` and `invalid-value`. */
  fields?: Record<string, string>
  triesLeft?: number
  retryAfterSeconds?: number
  /** ISO time until which a locked method stays locked; null when it must be set up again. */
  lockedUntil?: string | null
  /**
   * With `wrong-code` of an app: how far the phone's clock is off, in seconds; positive when it is ahead, which only
   * set-up tells (R19.5).
   */
  clockOffSeconds?: number
  /** With `wrong-address`: the right one, without a slash at the end. */
  address?: string
  /** With `not-ready`: what does not work. */
  notReady?: ('database' | 'writing' | 'outbox' | 'stopping')[]
}

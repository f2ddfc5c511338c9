/** Which messages hold nothing that opens a door, so that their content may stay once they have left? */

/** Kinds without a code and without a link; every other kind is emptied when it is finished. */
export const harmlessKinds: readonly string[] = [
  'method-changed',
  'other-address',
  'two-factor-reset',
  'own-reset-report',
  'reset-undone',
  'password-changed',
  'first-password-given',
  'email-changed',
  'weakened',
  'contact-change-undone',
  'cell-phone-changed',
  'method-locked',
  'method-disabled',
  'sign-in-reported',
]

export function keepsContent(kind: string): boolean {
  return harmlessKinds.includes(kind)
}

/** What a link is for. */
export type LinkPurpose =
  | 'not-me'
  | 'not-my-reset'
  | 'not-my-change'
  | 'invitation'
  | 'password-reset'
  | 'first-run'

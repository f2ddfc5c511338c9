/** What a link is for. */
export type LinkPurpose = 'not-me' | 'invitation' | 'password-reset' | 'first-run'

/** What a link is for. */
export type LinkPurpose = 'not-me' | 'not-my-reset' | 'invitation' | 'password-reset' | 'first-run'

/** What the Messages page says, in English; fetched with it. */
export const messageWords = {
  title: 'Messages',
  intro: 'Codes, notices and invitations on their way to people. What they say is never shown here.',
  state: 'State',
  everyState: 'Every state',
  states: { waiting: 'Waiting', sent: 'Sent', failed: 'Failed', dropped: 'Dropped' },
  empty:
    'Every code and notice that leaves will stand here, with whether it arrived at the mail or text service.',
  noneFound: 'There is no message of this state.',
  columns: { what: 'Message', to: 'To', state: 'State', when: 'When' },
  channels: { email: 'E-mail', text: 'Text message' },
  what: (channel: string, kind: string) => `${channel}: ${kind}`,
  kind: (kind: string) => kind.replaceAll('-', ' '),
  to: (name: string | null, address: string) => (name === null ? address : `${name}, ${address}`),
  tries: (count: number) => (count === 1 ? '1 try' : `${count} tries`),
  nextTry: (when: string) => `next try ${when}`,
  again: 'Send again',
  againLabel: (what: string, to: string) => `Send again: ${what} to ${to}`,
  trying: 'It is on its way again.',
  reload: 'Look again',
} as const

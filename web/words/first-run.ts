/** What is said at the very first start, in English. */
export const firstRunWords = {
  title: 'Set up Doorward',
  intro: 'Name your organization and its first administrator. Everything else can be changed later.',
  fields: {
    organization: 'Organization',
    userName: 'User name of the administrator',
    displayName: 'Name of the administrator',
    email: 'E-mail of the administrator',
    password: 'Password',
    supportLink: 'Where people get help (may wait)',
  },
  missing: {
    organization: 'Please enter the name of your organization.',
    userName: 'Please enter a user name.',
    displayName: 'Please enter a name.',
    email: 'Please enter an e-mail address.',
    password: 'Please enter a password.',
  },
  rule: 'At least 12 characters. A few words in a row are easy to remember and hard to guess.',
  supportLink:
    'A web address (https://…) or an e-mail address (mailto:…) behind “Open a ticket”. Until there is one, people are told to ask an administrator.',
  submit: 'Create',
  submitting: 'Creating…',
  noToken: 'Please open this page with the link that the server printed when it started.',
  closed: 'This server has been set up already.',
  toSignIn: 'Sign in',
  doneTitle: 'Your organization is ready',
  done: (organization: string, userName: string) =>
    `${organization} is set up. Sign in as ${userName}; then add your colleagues under Administration.`,
} as const

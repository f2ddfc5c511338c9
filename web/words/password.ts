/** What is said where a password is forgotten or chosen by a link, in English. */
export const passwordWords = {
  forgot: {
    title: 'Forgot your password?',
    intro: 'Tell us your user name, and we send you an e-mail with a link to choose a new password.',
    send: 'Send the link',
    doneTitle: 'Look into your mailbox',
    done: 'If we know this user name and its e-mail address, a link is on its way. It works once, and for a short time only.',
    stillAsked: 'After you have chosen a new password, we may ask for a code as always.',
    nothing: 'Still nothing after some minutes? Ask an administrator.',
    toSignIn: 'Back to sign in',
  },
  choose: {
    titles: { invitation: 'Choose your password', 'password-reset': 'Choose a new password' },
    welcome: (name: string, organization: string) =>
      `Welcome, ${name}. With this password you will sign in to ${organization}.`,
    again: (name: string, organization: string) => `${name}, this will be your password for ${organization}.`,
    instead: (name: string) =>
      `Welcome, ${name}. The password on paper was for once only. Choose your own, with which you will sign in from now on.`,
    paperOver:
      'The time to choose a password is over, and the one on paper works no more. Please ask an administrator for another.',
    proveFirst: (name: string) =>
      `${name}, your mailbox alone is not enough for a new password, because you have set up another way to confirm. Please confirm by it first.`,
    prove: 'Confirm that it is you',
    proving: 'One moment…',
    noOtherWay:
      'Do you no longer have it? Ask an administrator to reset your ways to confirm, then open this link again.',
    afterProof: (name: string) => `Thank you, ${name}. With this password you will sign in from now on.`,
    forgottenOver: 'The time to choose a password is over. Please open the link in the e-mail again.',
    userName: 'Your user name',
    label: 'New password',
    rule: 'At least 12 characters. A few words in a row are easy to remember and hard to guess.',
    missing: 'Please enter a password.',
    save: 'Save the password',
    saving: 'Saving…',
    noToken: 'Please open this page with the link in the e-mail.',
    askAnother: 'Ask for another link',
    doneTitle: 'Your password is saved',
    done: 'You can sign in with it now.',
    toSignIn: 'Sign in',
  },
} as const

/** What is said where somebody has to prove anew that it is them, in English. */
export const freshProofWords = {
  title: "Confirm that it's you",
  why: 'This changes how you sign in, so please enter your password first.',
  missing: 'Please enter your password.',
  carryOn: 'Continue',
  cancel: 'Cancel',
  methods: 'Or use another way:',
  noWay: 'Can the code not reach you?',
  again: 'Please confirm with your password again.',
} as const

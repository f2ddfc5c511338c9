import { describe, expect, it } from 'vitest'
import type { WrittenLetter } from './letter.ts'
import { newConnectionNotice } from './new-connection-notice.ts'
import {
  contactChangedNotice,
  methodChangedNotice,
  methodDisabledNotice,
  methodLockedNotice,
  otherAddressNotice,
  passwordChangedNotice,
  reportedSignInNotice,
} from './notice.ts'
import { invitation, passwordReset } from './password-link.ts'
import { ownResetReport, resetNotice, resetUndoneNotice, resetUndoneReport } from './reset-notices.ts'

const told = { organization: 'Harbor Agency', displayName: 'Bob Smith', at: new Date('2026-05-04T08:03:00Z') }
const from = { browser: 'Chrome', system: 'Windows', address: '198.51.100.7' }
const change = { ...told, ...from, by: 'Dana Reyes' }
const openUntil = new Date('2026-05-05T08:03:00Z')
const link = {
  ...told,
  userName: 'BSMITH',
  link: 'https://signin.harbor.example/password#tok',
  expiresAt: openUntil,
}
const connection = {
  ...told,
  ...from,
  machineName: 'Front desk 2',
  method: 'text' as const,
  publicUrl: 'https://signin.harbor.example',
  token: 'tok_-EN',
}

const notices: [string, WrittenLetter, string[]][] = [
  [
    'a method added',
    methodChangedNotice({ ...change, change: 'added', method: 'app' }),
    ['added: authenticator app'],
  ],
  [
    'a method replaced',
    methodChangedNotice({ ...change, change: 'replaced', method: 'text' }),
    ['replaced: text message'],
  ],
  [
    'a method removed',
    methodChangedNotice({ ...change, change: 'removed', method: 'text' }),
    ['removed: text message'],
  ],
  [
    'another default',
    methodChangedNotice({ ...change, change: 'made-default', method: 'email' }),
    ['now: e-mail'],
  ],
  [
    'another address for codes (R6.2)',
    otherAddressNotice({ ...change, other: 'private@home.example' }),
    ['p•••@home.example'],
  ],
  [
    'a reset, by whom, when and from where (R7.3)',
    resetNotice({ ...change, reason: 'Phone lost', openUntil, undo: null }),
    ['at the latest until 5 May 2026, 08:03 UTC', 'Reason: Phone lost', 'By: Dana Reyes', '198.51.100.7'],
  ],
  [
    'one’s own reset, with what undoes it (R7.1a)',
    resetNotice({
      ...change,
      by: null,
      reason: '',
      openUntil,
      undo: 'https://signin.harbor.example/not-my-reset#t',
    }),
    ['By: you', "This wasn't me:\nhttps://signin.harbor.example/not-my-reset#t", 'before they finish set-up'],
  ],
  ['a reset that was undone (R7.1a)', resetUndoneNotice(change), ['are back']],
  [
    'one’s own reset, to administrators (R7.1a)',
    ownResetReport({ ...told, ...from, who: 'Joan Jones (JJONES)' }),
    ['Joan Jones (JJONES) reset their own', 'Chrome on Windows'],
  ],
  [
    'a reset that was undone, to administrators (R7.1a)',
    resetUndoneReport({ ...told, ...from, who: 'Joan Jones (JJONES)' }),
    ["Joan Jones (JJONES) says that the reset of their 2 factor authentication was somebody else's"],
  ],
  ['a password changed', passwordChangedNotice(change), ['password was changed']],
  [
    'an e-mail address changed, old and new',
    contactChangedNotice({
      ...change,
      field: 'email',
      from: 'o•••@agency.com',
      to: 'n•••@agency.com',
      undo: 'https://agency.example/not-my-change#t0ken',
    }),
    [
      'From: o•••@agency.com',
      'To: n•••@agency.com',
      'https://agency.example/not-my-change#t0ken',
      'undo it within seven days',
    ],
  ],
  [
    'a cell phone changed, old and new',
    contactChangedNotice({ ...change, field: 'cellPhone', from: null, to: '(•••) •••-4217', undo: null }),
    ['From: none', 'To: (•••) •••-4217', 'tell your administrator at once'],
  ],
  [
    'a method locked (R5.9)',
    methodLockedNotice({ ...told, method: 'email' }),
    ['your e-mail is locked for a while'],
  ],
  [
    'a method disabled (R5.9)',
    methodDisabledNotice({ ...told, method: 'text' }),
    ['off until you set it up again'],
  ],
  [
    'a reported sign-in, to administrators (R8.1)',
    reportedSignInNotice({ ...told, ...from, reportedBy: 'Joan Jones (JJONES)' }),
    ["Joan Jones (JJONES) says that this sign-in was somebody else's", 'Chrome on Windows'],
  ],
  [
    'an invitation',
    invitation({ ...link, invitedBy: 'Dana Reyes' }),
    ['Dana Reyes has made an account', 'BSMITH', link.link],
  ],
  ['a password reset', passwordReset(link), ['Somebody, probably you', '5 May 2026, 08:03 UTC', link.link]],
  [
    'a new connection (R8.1)',
    newConnectionNotice(connection),
    [
      'If this was you, there is nothing to do.',
      'When: 4 May 2026, 08:03 UTC\nBrowser: Chrome on Windows\nNetwork address: 198.51.100.7\nComputer: Front desk 2\nProved by: password and a code by text message',
      "This wasn't me:\nhttps://signin.harbor.example/not-me#tok_-EN",
    ],
  ],
]

describe('a notice', () => {
  it.each(notices)('tells of %s', (_, { text, subject }, sayings) => {
    for (const saying of sayings) expect(text).toContain(saying)
    expect(subject).toContain('Harbor Agency')
  })

  it.each(notices)('names the person who is told of %s (R9.3)', (_, { text, html }) => {
    expect(text).toContain('Hello Bob Smith,')
    expect(html).toContain('Hello Bob Smith,')
  })

  it('of a new connection says so where only the password was asked and the machine has no name', () => {
    const { text, subject } = newConnectionNotice({ ...connection, machineName: null, method: null })
    expect(subject).toBe('New sign-in to Harbor Agency')
    expect(text).toContain('Proved by: password\n')
    expect(text).not.toContain('Computer:')
  })

  it('of a deed of the person names nobody else', () => {
    expect(passwordChangedNotice({ ...change, by: null }).text).toContain('By: you')
  })
})

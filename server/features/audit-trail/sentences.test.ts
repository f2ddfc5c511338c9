import { expect, it } from 'vitest'
import { auditEvents, auditSentence } from './sentences.ts'

const dana = { id: 'per_1', displayName: 'Dana Reyes' }
const bill = { id: 'per_2', displayName: 'Bill Smith' }
const tell = (
  event: string,
  data = {},
  actor: typeof dana | null = dana,
  person: typeof dana | null = bill,
) => auditSentence({ event, actor, person, data })

it.each([
  ['signed-in', { method: 'text' }, 'Bill Smith signed in with a code (text message).'],
  [
    'signed-in',
    { method: null, letThroughBy: 'remembered-connection' },
    'Bill Smith signed in without a code: the connection was remembered.',
  ],
  [
    'signed-in',
    { method: null, letThroughBy: 'recognized-machine' },
    'Bill Smith signed in without a code: the machine was recognized.',
  ],
  ['signed-in', { method: null, letThroughBy: null }, 'Bill Smith signed in with the password alone.'],
  ['sign-in-failed', { check: 'person-inactive' }, 'Bill Smith, who was deactivated, tried to sign in.'],
  ['sign-in-failed', { check: 'wrong-password' }, 'Somebody gave a wrong password for Bill Smith.'],
  [
    'sign-in-failed',
    { check: 'slowed-down' },
    'Somebody tried too many passwords for Bill Smith, and had to wait.',
  ],
  [
    'sign-in-failed',
    { check: 'wrong-password', times: 14 },
    'Somebody gave a wrong password for Bill Smith. That was 14 times within a minute.',
  ],
  [
    'slowed-down',
    { limit: 'password-of-name' },
    'Too much at once, so that whoever asked for Bill Smith had to wait or was refused: passwords.',
  ],
  [
    'slowed-down',
    { limit: 'sendPause' },
    'Too much at once, so that whoever asked for Bill Smith had to wait or was refused: sendings of one code.',
  ],
  [
    'method-locked',
    { method: 'app', wrong: 10 },
    'After 10 wrong codes in a row one of the ways to confirm of Bill Smith was locked (authenticator app).',
  ],
  ['signed-out', {}, 'Bill Smith signed out.'],
  ['session-replaced', {}, 'One of the sessions of Bill Smith ended: somebody signed in over it.'],
  [
    'wrong-code',
    { method: 'app', left: 1 },
    'Bill Smith entered a wrong code (authenticator app); 1 try left.',
  ],
  [
    'wrong-code',
    { method: 'app', left: 0 },
    'Bill Smith entered a wrong code (authenticator app); 0 tries left.',
  ],
  [
    'preference-changed',
    { code: 'UMA', before: 'off', after: 'on' },
    'Dana Reyes changed UMA from off to on.',
  ],
  [
    'machine-revoked',
    { name: 'Front desk 2', browser: 'Edge', system: 'Windows' },
    'Dana Reyes revoked the machine "Front desk 2": Edge on Windows.',
  ],
  [
    'machine-changed',
    { before: { name: 'Old' }, after: { name: null } },
    'Dana Reyes changed the name or location of the machine "Old".',
  ],
  [
    'two-factor-reset',
    { reason: 'Lost the phone' },
    'Dana Reyes reset the two factor authentication of Bill Smith: Lost the phone.',
  ],
  ['two-factor-reset', { reason: '' }, 'Dana Reyes reset the two factor authentication of Bill Smith.'],
  [
    'email-changed',
    { before: null, after: 'b•••@agency.com' },
    'Dana Reyes changed the e-mail address of Bill Smith from nothing to b•••@agency.com.',
  ],
  [
    'rights-changed',
    { granted: ['View Audit'], revoked: [] },
    'Dana Reyes changed the rights of Bill Smith: granted View Audit.',
  ],
  ['connections-forgotten', {}, 'Dana Reyes forgot all connections of Bill Smith.'],
  ['everybody-signed-out', { ended: 1 }, 'Dana Reyes signed everybody out; 1 session ended.'],
  ['everybody-signed-out', { ended: 0 }, 'Dana Reyes signed everybody out; 0 sessions ended.'],
  ['epoch-begun', { epoch: 2 }, 'Dana Reyes ended all open sign-ins, codes, links, resets and sessions.'],
  [
    'keys-replaced',
    { epoch: 3 },
    'Dana Reyes put other sealing keys in the place of lost ones; open sign-ins, codes, links, resets and sessions ended.',
  ],
  ['administrator-made', {}, 'Dana Reyes gave Bill Smith every right.'],
])('%s with %o reads: %s', (event, data, sentence) => {
  expect(tell(event, data)).toBe(sentence)
})

it.each([
  ['method-added', { method: 'app' }, 'Bill Smith added to their ways to confirm (authenticator app).'],
  ['two-factor-reset', { reason: '' }, 'Bill Smith reset their two factor authentication.'],
  [
    'reset-undone',
    {},
    "Bill Smith said that the reset of their two factor authentication was somebody else's, and undid it.",
  ],
  [
    'contact-change-undone',
    {},
    "Bill Smith said that a change of their e-mail address or cell phone was somebody else's, and undid it.",
  ],
  ['connections-forgotten', {}, 'Bill Smith forgot all their connections.'],
  ['password-changed', {}, 'Bill Smith changed their password.'],
])("one's own %s with %o reads: %s", (event, data, sentence) => {
  expect(tell(event, data, bill)).toBe(sentence)
})

it('what nobody did was done on the command line', () => {
  expect(tell('preference-changed', { code: '2FA', before: 'On', after: 'Off' }, null, null)).toBe(
    'The command line changed 2FA from On to Off.',
  )
})

it('a restore tells of which moment', () => {
  expect(tell('backup-restored', { epoch: 2, madeAt: '2026-05-04T08:03:00.000Z' }, null, null)).toBe(
    'The command line restored the backup of 2026-05-04T08:03:00.000Z; open sign-ins, codes, links, resets and sessions ended.',
  )
})

it('a wrong password for a user name nobody has names nobody', () => {
  expect(tell('sign-in-failed', { check: 'wrong-password' }, null, null)).toBe(
    'Somebody gave a wrong password for a user name nobody has.',
  )
})

it('an event without a sentence of its own is told by its name', () => {
  expect(tell('something-new')).toBe('Dana Reyes: something new (Bill Smith).')
  expect(tell('something-new', {}, null, null)).toBe('The command line: something new.')
})

it.each(auditEvents)('%s is told in one sentence, whatever its values are', (event) => {
  for (const data of [{}, { before: 'x', after: 1, name: {}, method: 'smoke', left: null, ended: [] }])
    for (const actor of [dana, null]) expect(tell(event, data, actor, actor)).toMatch(/^[A-Z][^\n]*\.$/)
})

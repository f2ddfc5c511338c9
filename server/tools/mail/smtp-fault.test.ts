import { describe, expect, it } from 'vitest'
import { smtpFault } from './smtp-fault.ts'

const at = 'mail.example:587'
const response = (text: string) => ({ response: text, responseCode: Number(text.slice(0, 3)) })

describe('a fault of the mail server', () => {
  it.each([
    [
      { code: 'EENVELOPE', command: 'RCPT TO', ...response('550 5.1.1 <b@x> who?') },
      true,
      `The mail server ${at} refused the recipient (550 5.1.1).`,
    ],
    [
      { code: 'EENVELOPE', command: 'RCPT TO', ...response('450 4.2.1 later') },
      false,
      `The mail server ${at} refused the recipient (450 4.2.1).`,
    ],
    [
      { code: 'EENVELOPE', command: 'RCPT TO', ...response('530 5.7.0 sign in first') },
      false,
      `The mail server ${at} wants us to sign in first (530 5.7.0).`,
    ],
    [
      { code: 'EMESSAGE', command: 'DATA', ...response('554 spam: 407112') },
      true,
      `The mail server ${at} refused the message (554).`,
    ],
    [
      { code: 'EMESSAGE', command: 'DATA', ...response('451 busy') },
      false,
      `The mail server ${at} refused the message (451).`,
    ],
    [
      { code: 'EENVELOPE', command: 'MAIL FROM', ...response('550 not you') },
      false,
      `The mail server ${at} did not accept our sender address (550).`,
    ],
    [
      { code: 'EAUTH', command: 'AUTH PLAIN', ...response('535 5.7.8 no') },
      false,
      `The mail server ${at} did not accept our user name and password (535 5.7.8).`,
    ],
    [
      { code: 'EAUTH', command: 'AUTH PLAIN', ...response('454 4.7.0 later') },
      false,
      `The mail server ${at} could not check our user name and password just now (454 4.7.0).`,
    ],
    [
      { code: 'EPROTOCOL', command: 'CONN', ...response('554 no service for you') },
      false,
      `The mail server ${at} takes no mail from this machine (554).`,
    ],
    [
      { code: 'ECONNECTION', command: 'EHLO', ...response('421 4.3.2 full') },
      false,
      `The mail server ${at} takes no mail just now (421 4.3.2).`,
    ],
    [{ code: 'ETIMEDOUT' }, false, `The mail server ${at} did not answer in time.`],
    [{ code: 'EABORT' }, false, `The mail server ${at} did not finish in time.`],
    [{ code: 'ESOCKET' }, false, `The mail server ${at} could not be reached.`],
    [
      { code: 'ECONNECTION', command: 'RCPT TO', ...response('421 bye') },
      false,
      `The mail server ${at} refused the recipient (421).`,
    ],
    [{ code: 'ETLS' }, false, `The mail server ${at} could not agree with us on TLS.`],
    [{}, false, `The mail server ${at} could not take the message.`],
  ])('%j is for good: %s', (error, permanent, reason) => {
    const fault = smtpFault(error, at)
    expect(fault.permanent).toBe(permanent)
    expect(fault.reason).toBe(reason)
  })
})

const recipient = 'refused the recipient'
const sender = 'did not accept our sender address'
const policy = 'takes no such mail from us, by a rule, a block list or a limit of its own'
const route = 'could not pass the message on'
const server = 'is in trouble of its own'
const protocol = 'did not understand us'
const message = 'refused the message'

/** RFC 3463 and 5248: the middle number says of what the answer speaks, whatever the first three digits are (B1). */
describe('an enhanced status of the mail server', () => {
  it.each([
    ['RCPT TO', '550 5.1.1', true, recipient],
    ['RCPT TO', '550 5.1.2', true, recipient],
    ['RCPT TO', '556 5.1.10', true, recipient],
    ['RCPT TO', '550 5.2.1', true, recipient],
    ['RCPT TO', '552 5.2.2', true, recipient],
    ['DATA', '550 5.1.1', true, recipient],
    ['RCPT TO', '553 5.1.7', false, sender],
    ['RCPT TO', '550 5.1.8', false, sender],
    ['MAIL FROM', '553 5.1.2', false, sender],
    ['RCPT TO', '554 5.7.1', false, policy],
    ['DATA', '554 5.7.1', false, policy],
    ['DATA', '550 5.7.60', false, policy],
    ['DATA', '550 5.7.26', false, policy],
    ['MAIL FROM', '550 5.7.1', false, policy],
    ['DATA', '550 5.4.5', false, route],
    ['RCPT TO', '550 5.4.1', false, route],
    ['DATA', '554 5.3.0', false, server],
    ['MAIL FROM', '452 4.3.1', false, server],
    ['DATA', '552 5.3.4', true, message],
    ['RCPT TO', '555 5.5.4', false, protocol],
    ['DATA', '550 5.6.0', true, message],
    ['RCPT TO', '550 5.0.0', true, recipient],
    ['RCPT TO', '550 4.7.1', false, policy],
    ['RCPT TO', '554', false, policy],
    ['RCPT TO', '503', false, protocol],
  ])('at %s, %s is for good: %s, and the mail server %s', (command, status, permanent, words) => {
    expect(smtpFault({ code: 'EENVELOPE', command, ...response(`${status} x`) }, at)).toMatchObject({
      permanent,
      isUncertain: false,
      reason: `The mail server ${at} ${words} (${status}).`,
    })
  })
})

describe('the end of a message that nobody answered', () => {
  it.each([
    { code: 'ETIMEDOUT', command: 'CONN' },
    { code: 'ECONNECTION' },
    { code: 'ESOCKET', originalCode: 'ECONNRESET' },
    { code: 'EABORT' },
  ])('leaves it uncertain whether it was taken: %j (B2)', (error) => {
    expect(smtpFault(error, at, true)).toMatchObject({
      permanent: false,
      isUncertain: true,
      reason: `The mail server ${at} did not say whether it took the message. It may have.`,
    })
  })

  it('is no doubt where it was answered', () => {
    const error = { code: 'EMESSAGE', command: 'DATA', ...response('451 4.3.0 busy') }
    expect(smtpFault(error, at, true)).toMatchObject({ permanent: false, isUncertain: false })
  })
})

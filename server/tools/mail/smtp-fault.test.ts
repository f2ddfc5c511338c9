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
      `The mail server ${at} refused the recipient (530 5.7.0).`,
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
      `The mail server ${at} could not take the message (550).`,
    ],
    [
      { code: 'EAUTH', command: 'AUTH PLAIN', ...response('535 5.7.8 no') },
      false,
      `The mail server ${at} did not accept our user name and password (535 5.7.8).`,
    ],
    [
      { code: 'ECONNECTION', command: 'RCPT TO', ...response('421 bye') },
      false,
      `The mail server ${at} refused the recipient (421).`,
    ],
    [{ code: 'ETIMEDOUT' }, false, `The mail server ${at} did not answer in time.`],
    [{ code: 'EABORT' }, false, `The mail server ${at} did not finish in time.`],
    [{ code: 'ESOCKET' }, false, `The mail server ${at} could not be reached.`],
    [{ code: 'ETLS' }, false, `The mail server ${at} could not agree with us on TLS.`],
    [{}, false, `The mail server ${at} could not take the message.`],
  ])('%j is for good: %s', (error, permanent, reason) => {
    const fault = smtpFault(error, at)
    expect(fault.permanent).toBe(permanent)
    expect(fault.reason).toBe(reason)
  })
})

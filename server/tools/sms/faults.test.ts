import { describe, expect, it } from 'vitest'
import { submitFault } from './smpp-fault.ts'
import { twilioFault } from './twilio-fault.ts'

describe('a message that Twilio refused', () => {
  it.each([
    [
      400,
      '{"code":21211,"message":"for 407112"}',
      true,
      'Twilio refused the message: the number is not valid (status 400, error 21211).',
    ],
    [
      400,
      '{"code":21610}',
      true,
      'Twilio refused the message: the recipient has asked for no more messages (status 400, error 21610).',
    ],
    [400, '{"code":21606}', false, 'Twilio did not take the message (status 400, error 21606).'],
    [401, '{"code":20003}', false, 'Twilio did not accept our credentials (status 401, error 20003).'],
    [429, '{"code":20429}', false, 'Twilio asks us to slow down (status 429, error 20429).'],
    [503, '<html>', false, 'Twilio did not take the message (status 503).'],
    [500, '{"code":21211}', false, 'Twilio did not take the message (status 500, error 21211).'],
    [400, 'null', false, 'Twilio did not take the message (status 400).'],
  ])('with %i %s is refused for good: %s', (status, body, permanent, reason) => {
    expect(twilioFault(status, body)).toMatchObject({ permanent, reason })
  })
})

describe('a message that an SMPP server refused', () => {
  it.each([
    [0x0b, true],
    [0x01, true],
    [0x50, true],
    [0x51, true],
    [0x58, false],
    [0x14, false],
    [0x08, false],
  ])('with status %i is refused for good: %s', (status, permanent) => {
    expect(submitFault('smsc.example', status)).toMatchObject({ permanent })
  })
})

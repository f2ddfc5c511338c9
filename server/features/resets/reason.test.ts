import { expect, test } from 'vitest'
import { readReason } from './reason.ts'

test.each([
  ['Phone lost', { reason: 'Phone lost' }],
  ['  Phone \r\n\t lost\u200b ', { reason: 'Phone lost' }],
  [
    '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627 \u202e',
    { reason: '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627' },
  ],
  ['Téléphone perdu', { reason: 'Téléphone perdu' }],
  ['', { fault: 'Please give a reason. The person will read it.' }],
  [' \n\u200b ', { fault: 'Please give a reason. The person will read it.' }],
  ['x'.repeat(300), { reason: 'x'.repeat(300) }],
  ['x'.repeat(301), { fault: 'A reason has at most 300 characters.' }],
])('the reason %j is read as %j', (text, read) => {
  expect(readReason(text)).toEqual(read)
})

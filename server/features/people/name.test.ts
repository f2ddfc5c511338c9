import { describe, expect, it } from 'vitest'
import { readDisplayName, readName, readUserName } from './name.ts'

describe('a name', () => {
  it.each([
    ['Bill Smith', 'Bill Smith'],
    ['  Bill \u00a0 Smith ', 'Bill Smith'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['n'.repeat(100), 'n'.repeat(100)],
    ['\u0639\u0644\u06cc\u200c\u0631\u0636\u0627', '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627'],
    ['\u202eBill', 'Bill'],
    ['Bill\u200b Smith', 'Bill Smith'],
  ])('%j is kept as %s', (text, name) => expect(readName(text)).toEqual({ name }))

  it.each([
    ['', 'A name is needed.'],
    [' \u00a0 ', 'A name is needed.'],
    ['n'.repeat(101), 'A name has at most 100 characters.'],
    ['Bill\nSmith', 'A name has no line breaks or hidden characters.'],
    ['Bill\u2028Smith', 'A name has no line breaks or hidden characters.'],
    ['\u200b\u202e', 'A name is needed.'],
  ])('%j is refused: %s', (text, fault) => expect(readName(text)).toEqual({ fault }))
})

describe('a display name, which stands in mails to others', () => {
  it.each(['J.R. Smith', 'Joan Jones Ph.D.', 'M. St. James', 'Smith, Bill (Route 66)', 'Zoë v. d. Berg 2.0'])(
    'may be %s',
    (text) => expect(readDisplayName(text)).toEqual({ name: text }),
  )

  it.each([
    'Pay at evil.example',
    'https://evil.example',
    'EVIL.COM/win',
    'x.co',
    'evil。example',
    'me@evil.example',
    'ftp://10',
  ])('holds no address of the web: %s (T6)', (text) =>
    expect(readDisplayName(text)).toEqual({
      fault: 'A name has no web address in it. After a point, please put a space: "J. Smith".',
    }),
  )
})

describe('a user name', () => {
  it.each([
    ['BSMITH', 'BSMITH'],
    [' bill.smith@harbor.example ', 'bill.smith@harbor.example'],
    ['B\u200bSMITH\ufeff', 'BSMITH'],
    ['\u2067BSMITH\u2069', 'BSMITH'],
  ])('%j is kept as %s', (text, name) => expect(readUserName(text)).toEqual({ name }))

  it.each([
    ['', 'A user name is needed.'],
    ['B SMITH', 'A user name has no spaces or hidden characters.'],
    ['B\ue000SMITH', 'A user name has no spaces or hidden characters.'],
    ['B'.repeat(65), 'A user name has at most 64 characters.'],
  ])('%j is refused: %s', (text, fault) => expect(readUserName(text)).toEqual({ fault }))
})

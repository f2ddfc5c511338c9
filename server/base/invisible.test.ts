import { describe, expect, it } from 'vitest'
import { withoutInvisible, withoutStray } from './invisible.ts'

describe('what nobody sees', () => {
  it.each([
    ['\u202a+1 (555) 555-4217\u202c', '+1 (555) 555-4217'],
    ['b\u200bsmith@harbor.example', 'bsmith@harbor.example'],
    ['\ufeffBSMITH\u00ad', 'BSMITH'],
    ['\u2067BSMITH\u2069', 'BSMITH'],
    ['\u0639\u0644\u06cc\u200c\u0631\u0636\u0627', '\u0639\u0644\u06cc\u0631\u0636\u0627'],
    ['B SMITH\n', 'B SMITH\n'],
  ])('is dropped from %j (C3)', (text, seen) => expect(withoutInvisible(text)).toBe(seen))

  it.each([
    ['Persian, between two letters', '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627'],
    ['Hindi, after a virama', '\u0915\u094d\u200d\u0937'],
    ['Malayalam, at the end of a word', '\u0d05\u0d35\u0d28\u0d4d\u200d'],
    ['Sinhala', '\u0dc1\u0dca\u200d\u0dbb\u0dd3'],
    ['a picture of several', '\u{1f469}\u200d\u{1f680}'],
    ['a picture in color', '\u2764\ufe0f'],
    ['a Japanese form of a letter', '\u845b\u{e0100}\u57ce'],
  ])('stands in a name where its writing uses it: %s (C4)', (_, name) =>
    expect(withoutStray(name)).toBe(name),
  )

  it.each([
    ['Bill\u200c Smith', 'Bill Smith'],
    ['B\u200dill', 'Bill'],
    ['\u200cBill', 'Bill'],
    ['\u202eBill', 'Bill'],
    ['\u0639\u0644\u06cc\u200c', '\u0639\u0644\u06cc'],
    ['\u0639\u200c\u200c\u0644', '\u0639\u200c\u0644'],
    ['\ufe0fBill', 'Bill'],
  ])('is dropped from a name where it does nothing: %j (C4)', (text, name) =>
    expect(withoutStray(text)).toBe(name),
  )
})

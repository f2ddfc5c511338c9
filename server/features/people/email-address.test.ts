import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMailAddress } from '../../tools/mail/mail-address.ts'
import { readEmailAddress } from './email-address.ts'

const noAddress = 'This is not an e-mail address such as name@example.com.'
const hidden = 'An e-mail address has no line breaks or hidden characters.'
const tooLong = 'An e-mail address has at most 64 characters before the @ and 254 in all.'

const typographic = (sign: string) =>
  `This address has the sign ${sign}, which a program puts in place of ' or - from the keyboard. Please type it again.`

describe('an e-mail address', () => {
  it.each([
    ['bsmith@harbor.example', 'bsmith@harbor.example'],
    ['  Bill.Smith+desk@Harbor.Example ', 'Bill.Smith+desk@harbor.example'],
    ["o'neill@harbor.example", "o'neill@harbor.example"],
    ['jo\u0308rg@bu\u0308ro.example', 'j\u00f6rg@b\u00fcro.example'],
    [`${'a'.repeat(64)}@harbor.example`, `${'a'.repeat(64)}@harbor.example`],
    ['b\u200bsmith@harbor.example\ufeff', 'bsmith@harbor.example'],
    ['\u202absmith@harbor.example\u202c', 'bsmith@harbor.example'],
  ])('%j is kept as %s', (text, address) => expect(readEmailAddress(text)).toEqual({ address }))

  it.each([
    ['', 'An e-mail address is needed.'],
    ['bsmith', noAddress],
    ['@harbor.example', noAddress],
    ['bsmith@', noAddress],
    ['bsmith@localhost', noAddress],
    ['bsmith@harbor..example', noAddress],
    ['.bsmith@harbor.example', noAddress],
    ['b smith@harbor.example', noAddress],
    ['a@b.example,c@d.example', noAddress],
    ['"b@d"@harbor.example', noAddress],
    ['Bill <bsmith@harbor.example>', noAddress],
    ['bsmith@harbor.example\nBcc: all@harbor.example', hidden],
    ['bsmith@harbor.example\r\n', hidden],
    ['b\ue000smith@harbor.example', hidden],
    ['sean.o\u2019brien@harbor.example', typographic('\u2019')],
    ['\u201cbsmith\u201d@harbor.example', typographic('\u201c')],
    ['b\u2013smith@harbor.example', typographic('\u2013')],
    ['bsmith@harbor\u2011city.example', typographic('\u2011')],
    [`${'a'.repeat(65)}@harbor.example`, tooLong],
    [`a@${'b.'.repeat(145)}example`, tooLong],
    [`${'ö'.repeat(33)}@harbor.example`, tooLong],
  ])('%j is refused: %s', (text, fault) => expect(readEmailAddress(text)).toEqual({ fault }))

  it('that is kept can be written to, and is kept as the same one again', () => {
    const part = fc.stringMatching(/^[\w.+'ö-]{1,20}$/)
    const text = fc.oneof(
      fc.tuple(part, part, part).map(([name, one, two]) => `${name}@${one}.${two}`),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(text, (text) => {
        const read = readEmailAddress(text)
        if ('fault' in read) return
        expect(isMailAddress(read.address)).toBe(true)
        expect(readEmailAddress(read.address)).toEqual(read)
      }),
      { numRuns: 1000 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textSegments } from '../../base/text-segments.ts'
import { codeLetter, codeText, lifeWords } from './code-message.ts'

const words = {
  code: '407112',
  organization: 'Harbor Agency',
  displayName: 'Bob Smith',
  lifeMinutes: 2,
  host: 'signin.harbor.example',
}
const asked = {
  ...words,
  browser: 'Chrome',
  system: 'Windows',
  address: '198.51.100.7',
  at: new Date('2026-05-04T08:03:59Z'),
}
const anything = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.constantFrom('a\r\nb', '\u2028', '\n@evil.example #1', '\v'),
)

describe('the life of a code in words (R5.6)', () => {
  it.each([
    [2, 'one to two minutes'],
    [3, 'two to three minutes'],
    [10, 'nine to ten minutes'],
  ])('%i minutes: %s', (minutes, said) => expect(lifeWords(minutes)).toBe(said))
})

describe('the text message with a code', () => {
  it('says the code first, then organization, life and person, and ends with the line bound to our page', () => {
    expect(codeText(words).split('\n')).toEqual([
      '407112 is your Harbor Agency code. It expires in one to two minutes.',
      'For Bob Smith, to sign in.',
      '@signin.harbor.example #407112',
    ])
  })

  it.each([
    ['enrollment', 'For Bob Smith, to set up 2 factor authentication.'],
    ['fresh-proof', 'For Bob Smith, to confirm a change.'],
  ] as const)('names the purpose %s', (purpose, line) => {
    expect(codeText({ ...words, purpose }).split('\n')[1]).toBe(line)
  })

  it.each([
    ['sign-in', 'to sign in', 'the sign-in page'],
    ['enrollment', 'to set up 2 factor authentication', 'the page of the set-up'],
    ['fresh-proof', 'to confirm a change', 'the page that asked for it'],
    ['new-address', 'to confirm that this address is yours', 'the page of your profile'],
  ] as const)('says by mail what %s wants it for, and where there is another one', (purpose, why, where) => {
    const { text } = codeLetter({ ...asked, purpose })
    expect(text).toContain(`This is your Harbor Agency code ${why}.`)
    expect(text).toContain(`after that ask for a new one on ${where}.`)
  })

  it('keeps leading zeros', () => {
    const text = codeText({ ...words, code: '000042' })
    expect(text.startsWith('000042 is')).toBe(true)
    expect(text.endsWith('@signin.harbor.example #000042')).toBe(true)
  })

  it.each([
    ['Bob Smith', 'Harbor Agency'],
    ['Zoë Žižková-Łuczak', 'Clínica São João'],
    ['D’Arcy “Bo” O’Neill', 'Harbor – Main Street'],
    ['Bartholomew Featherstonehaugh', 'Northern Harbor Insurance Agency'],
  ])('fits one segment for %s of %s', (displayName, organization) => {
    const { parts } = textSegments(codeText({ ...words, displayName, organization }))
    expect(parts).toHaveLength(1)
  })

  it('tells two people who share a telephone apart by name, whatever it takes (R9.3)', () => {
    const organization = 'The Very Long Name of an Agency That Nobody Ever Shortened, Incorporated'
    const text = codeText({ ...words, organization, displayName: 'Bartholomew Featherstonehaugh' })
    expect(text).toContain('\nFor Bartholomew Featherstonehaugh')
  })

  it('has exactly three lines, the last bound to our page, whatever the names are', () => {
    fc.assert(
      fc.property(anything, anything, (displayName, organization) => {
        const lines = codeText({ ...words, displayName, organization }).split(/[\r\n\u2028\u2029]/)
        expect(lines).toHaveLength(3)
        expect(lines[2]).toBe('@signin.harbor.example #407112')
      }),
    )
  })
})

describe('the mail with a code', () => {
  const { subject, text, html } = codeLetter(asked)

  it('names organization and code in the subject', () =>
    expect(subject).toBe('Your Harbor Agency code is 407112'))

  it('says the code first, the person, the purpose, the life and where it was asked for', () => {
    expect(text.split('\n\n')).toEqual([
      '407112',
      'Hello Bob Smith,',
      'This is your Harbor Agency code to sign in.',
      'It expires in one to two minutes; after that ask for a new one on the sign-in page.',
      'Asked for from Chrome on Windows, 198.51.100.7, at 08:03 UTC.',
      "If this wasn't you, your password is known to somebody: change it.",
      'Harbor Agency\n',
    ])
  })

  it('says the same in HTML, the code large', () => {
    expect(html).toMatch(/<p style="[^"]*32px[^"]*">407112<\/p>/)
    expect(html).toContain('Asked for from Chrome on Windows, 198.51.100.7, at 08:03 UTC.')
  })

  it('never holds a link beside the code', () => {
    expect(html).not.toMatch(/<a\b|https?:|href/i)
    expect(text).not.toMatch(/https?:/)
  })
})

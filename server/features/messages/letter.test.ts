import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeLetter } from './letter.ts'

const letter = {
  displayName: 'Bob Smith',
  organization: 'Harbor Agency',
  subject: 'News',
  paragraphs: ['One.', 'Two.'],
  facts: [
    ['Browser', 'Chrome on Windows'],
    ['Network address', '198.51.100.7'],
  ] as const,
  link: { words: "This wasn't me", address: 'https://signin.harbor.example/not-me#abc_-' },
  closing: ['Bye.'],
}
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=y>',
    "' onload='",
    '</title>',
    '&lt;',
    'a\r\nBcc: x@y',
    'a\u2028b\u202ec',
  ),
)

describe('a letter', () => {
  it('reads the same in plain text', () => {
    expect(writeLetter(letter).text).toBe(
      [
        'Hello Bob Smith,',
        'One.',
        'Two.',
        'Browser: Chrome on Windows\nNetwork address: 198.51.100.7',
        "This wasn't me:\nhttps://signin.harbor.example/not-me#abc_-",
        'Bye.',
        'Harbor Agency\n',
      ].join('\n\n'),
    )
  })

  it('has one link, no image, no script and no address of another host in HTML', () => {
    const { html } = writeLetter(letter)
    expect(html.match(/<a /g)).toHaveLength(1)
    expect(html).toContain('<a href="https://signin.harbor.example/not-me#abc_-"')
    expect(html).not.toMatch(/<(img|script|link|iframe)\b|url\(/i)
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
  })

  it('shows names as names: whatever they hold, the HTML has the same tags in the same order', () => {
    const tags = (html: string) => html.match(/<[^>]*>/g)
    const expected = tags(writeLetter(letter).html)
    fc.assert(
      fc.property(nasty, nasty, nasty, (displayName, organization, value) => {
        const facts = [
          ['Browser', value],
          ['Network address', value],
        ] as const
        const { html } = writeLetter({
          ...letter,
          displayName,
          organization,
          facts,
          paragraphs: [value, value],
        })
        expect(tags(html)).toEqual(expected)
        expect(html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[&<>"']/)
      }),
    )
  })

  it('lets no name begin a line of its own, in the text or the subject', () => {
    const lines = (text: string) => text.split(/[\r\n\v\f\u0085\u2028\u2029]/).length
    fc.assert(
      fc.property(nasty, nasty, nasty, (displayName, organization, value) => {
        const { subject, text, html } = writeLetter({
          ...letter,
          displayName,
          organization,
          subject: organization,
          paragraphs: [value, value],
          facts: [
            ['Browser', value],
            ['Network address', value],
          ],
          closing: [value],
        })
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        expect(html).not.toMatch(/[\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
        // A paragraph of nothing but unruly signs is left out; none is ever added.
        expect(lines(text)).toBeLessThanOrEqual(lines(writeLetter(letter).text))
      }),
    )
  })
})

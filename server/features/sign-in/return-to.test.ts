import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeReturnTo } from './return-to.ts'

describe('where a person returns to', () => {
  it.each([
    [undefined, '/'],
    ['', '/'],
    ['/', '/'],
    ['/settings', '/settings'],
    ['/a/../b?x=1#y', '/b?x=1#y'],
    ['https://evil.example/', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/a/..//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['settings', '/'],
  ])('%s leads to %s', (asked, led) => {
    expect(safeReturnTo(asked)).toBe(led)
  })

  const hosts = ['evil.example', 'signin.example.com.evil.example', '%65vil.example', '[::1]', '①②⑦.0.0.1']
  const beginnings = [
    ['//', '///', '////', '/\\', '\\/', '\\\\', '/\\/', '/\\\\'],
    [
      '/\t/',
      '/\n/',
      '/\r/',
      '/\r\n/',
      '/\u0000/',
      '/\u000b/',
      '\t//',
      ' //',
      '/.//',
      '/..//',
      '/a/..//',
      '/./\\',
      '/%2e%2e//',
    ],
    [
      'https://',
      'http:',
      'https:',
      'HTTPS:\\\\',
      'ht\ntps://',
      'javascript://',
      'data:text/html,',
      'blob:https://',
      '@',
      '.',
      '?//',
      '#//',
    ],
    [
      'https://signin.example.com@',
      'https://signin.example.com\\@',
      '//signin.example.com@',
      '//signin.example.com\\.',
    ],
  ].flat()
  const tricks = beginnings.flatMap((beginning) => hosts.map((host) => beginning + host))

  it('is no other site by any of more than a hundred tricks', () => {
    expect(new Set(tricks).size).toBeGreaterThan(150)
    const led = tricks.filter((trick) => safeReturnTo(trick) !== '/')
    expect(led).toEqual([])
  })

  it.each([
    '/%2f/evil.example',
    '/%2F%2Fevil.example',
    '/%5cevil.example',
    '/%09/evil.example',
    '/%00//evil.example',
    '/evil.example//',
    '/@evil.example',
    '/:@evil.example',
    '/.evil.example',
    '/;@evil.example',
    '/?url=//evil.example',
    '/#//evil.example',
    '/∕evil.example',
    '/／evil.example',
  ])('%s stays here, for a browser reads it as a path', (trick) => {
    const led = safeReturnTo(trick)
    expect(led).toMatch(/^\/(?![/\\])/)
    expect(new URL(led, 'https://signin.example.com').origin).toBe('https://signin.example.com')
  })

  it('is never another site, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (asked) => {
          expect(new URL(safeReturnTo(asked), 'https://signin.example.com').origin).toBe(
            'https://signin.example.com',
          )
        },
      ),
    )
  })
})

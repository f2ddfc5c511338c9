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

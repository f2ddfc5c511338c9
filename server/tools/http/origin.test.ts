import { describe, expect, it } from 'vitest'
import { isOwnOrigin } from './origin.ts'

const ours = 'https://signin.example.com'

describe("who may change something in a person's name", () => {
  it.each<[string | undefined, string | undefined, boolean]>([
    [ours, undefined, true],
    [ours, 'same-origin', true],
    [undefined, 'same-origin', true],
    [undefined, undefined, false],
    [ours, 'cross-site', false],
    [ours, 'same-site', false],
    [ours, 'none', false],
    [undefined, 'cross-site', false],
    [undefined, 'same-site', false],
    [undefined, 'none', false],
    [undefined, 'Same-Origin', false],
    [`${ours}.`, undefined, false],
    [`${ours}:8443`, undefined, false],
    [`${ours}/`, undefined, false],
    [ours.replace('https', 'http'), undefined, false],
    ['https://evil.signin.example.com', 'same-site', false],
    ['https://example.com', 'same-site', false],
    ['null', 'same-origin', false],
    ['', 'same-origin', false],
  ])('Origin %s with Sec-Fetch-Site %s: %s', (origin, site, is) => {
    const headers = { host: 'signin.example.com', origin, 'sec-fetch-site': site }
    expect(isOwnOrigin(headers, ours)).toBe(is)
  })
})

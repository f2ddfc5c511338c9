import { describe, expect, it } from 'vitest'
import { isMailAddress, isOneLine } from './mail-address.ts'

describe('a mail address', () => {
  it.each([
    ['bsmith@agency.com', true],
    ["o'neill+tag@sub.agency.com", true],
    ['bsmith@localhost', true],
    ['jörg@münchen.example', true],
    [`${'a'.repeat(64)}@agency.com`, true],
    [`${'a'.repeat(65)}@agency.com`, false],
    [`a@${'b.'.repeat(127)}com`, false],
    ['', false],
    ['bsmith', false],
    ['@agency.com', false],
    ['bsmith@', false],
    ['bsmith@agency..com', false],
    ['bsmith@-agency.com', false],
    ['b smith@agency.com', false],
    ['bsmith@agency.com,evil@evil.example', false],
    ['bsmith@agency.com;evil@evil.example', false],
    ['<bsmith@agency.com>', false],
    ['Bob <bsmith@agency.com>', false],
    ['"b@c"@agency.com', false],
    ['bsmith@agency.com\r\nBcc: evil@evil.example', false],
    ['bsmith@agency.com\n', false],
    ['b\u2028@agency.com', false],
    ['b\0@agency.com', false],
  ])('%j can be used: %s', (text, can) => expect(isMailAddress(text)).toBe(can))
})

describe('a header', () => {
  it.each([
    ['Harbor Agency', true],
    ['Häfen & Söhne 😀', true],
    ['', true],
    ['a\r\nBcc: x', false],
    ['a\nb', false],
    ['a\rb', false],
    ['a\u2028b', false],
    ['a\0b', false],
    ['a\tb', false],
  ])('%j is one line: %s', (text, is) => expect(isOneLine(text)).toBe(is))
})

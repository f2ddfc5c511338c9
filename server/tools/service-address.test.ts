import { describe, expect, it } from 'vitest'
import { isLoopback, readOptions, readServiceAddress } from './service-address.ts'

describe('the address of a service', () => {
  it('is read with its credentials as they were meant', () => {
    expect(readServiceAddress('smpp://us%40er:p%23s%3As@[::1]:2775/a?b=c#d').value).toEqual({
      scheme: 'smpp',
      userName: 'us@er',
      password: 'p#s:s',
      host: '::1',
      port: 2775,
      path: '/a',
      query: '?b=c',
      fragment: '#d',
    })
  })

  it.each([
    ['nonsense', 'It is not an address.'],
    ['smtp:mail.example', 'It names no host after "//".'],
    ['smtp://a:%zz@mail.example', 'The credentials hold a percent sign that stands for nothing; write %25.'],
    ['smtp://a:b@mail.example:99999', 'It is not an address.'],
  ])('%s: %s', (text, fault) => expect(readServiceAddress(text).faults).toEqual([fault]))

  it('keeps the plus sign of a telephone number in its options', () => {
    expect(readOptions('?from=+15555550100', () => true).values).toEqual({ from: '+15555550100' })
  })

  it('names options that are unknown or given twice', () => {
    expect(readOptions('?a=1&b=2&a=3', (name) => name === 'a').faults).toEqual([
      'It has an option we do not know: "b".',
      'It gives the option "a" twice.',
    ])
  })

  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['127.0.0.1.evil.example', false],
    ['localhost.example', false],
    ['10.0.0.1', false],
  ])('%s is this machine itself: %s', (host, is) => expect(isLoopback(host)).toBe(is))
})

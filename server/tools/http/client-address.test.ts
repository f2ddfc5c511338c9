import { describe, expect, it } from 'vitest'
import { bareAddresses, readNode } from './client-address.ts'

describe('a node of X-Forwarded-For (A15)', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:50001', '203.0.113.7'],
    ['203.0.113.7:_hidden', '203.0.113.7'],
    ['"203.0.113.7:50001"', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:50001', '2001:db8::1'],
    ['"[2001:db8::1]:50001"', '2001:db8::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['[::ffff:203.0.113.7]:50001', '203.0.113.7'],
  ])('%s is %s', (node, address) => expect(readNode(node)).toBe(address))

  it.each([
    'unknown',
    '_hidden',
    '',
    'localhost',
    '203.0.113',
    '0x7f.1',
    '203.0.113.7:',
    '203.0.113.7:port',
    '[203.0.113.7',
    '"203.0.113.7',
    '2001:db8::1:50001:',
  ])('%j is nobody', (node) => expect(readNode(node)).toBeNull())

  it('stays in its place among others', () => {
    expect(bareAddresses('198.51.100.1:4711, unknown,"[2001:db8::1]:443"')).toBe(
      '198.51.100.1, unknown, 2001:db8::1',
    )
  })
})

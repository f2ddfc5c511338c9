import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalNetwork, isSameNetwork, siteOf, unknownNetwork } from './network.ts'

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7', 'IPv4 stays whole'],
    ['::ffff:203.0.113.7', '203.0.113.7', 'IPv4 inside IPv6 is IPv4'],
    ['::FFFF:cb00:7107', '203.0.113.7', 'however it is written'],
    [
      '64:ff9b::203.0.113.7',
      '203.0.113.7',
      'a translated IPv4 client is IPv4, so that not all of them share one /64',
    ],
    ['2001:DB8:0:0:1:2:3:4', '2001:db8::/64', 'IPv6 is its /64'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64', 'in short lower-case text'],
    ['2001:db8:1:2::/64', '2001:db8:1:2::/64', 'an answer is taken again'],
    ['fe80::1%eth0', 'fe80::/64', 'a zone is not part of it'],
    ['::1', '::/64', 'the own machine'],
  ])('%s is %s: %s', (address, network) => {
    expect(canonicalNetwork(address)).toBe(network)
  })

  test.each([
    '',
    ' ',
    'unknown',
    '10.1',
    '0x7f.0.0.1',
    '010.0.0.1.5',
    '203.0.113.256',
    '203.0.113.7 ',
    '203.0.113.7, 10.0.0.1',
    '203.0.113.7:443',
    '[2001:db8::1]',
    '2001:db8::1::2',
    'localhost',
    '\u0000',
    '1'.repeat(10_000),
  ])('what is no address is unknown, and the same as nothing: %j', (garbage) => {
    expect(canonicalNetwork(garbage)).toBe(unknownNetwork)
    expect(isSameNetwork(garbage, garbage, 'exact')).toBe(false)
    expect(isSameNetwork(garbage, '203.0.113.7', 'same network')).toBe(false)
    expect(isSameNetwork(garbage, '203.0.113.7', 'ignored')).toBe(true)
  })

  test('whatever is sent, the answer is short, and the same when asked again', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6(),
    )
    fc.assert(
      fc.property(text, (address) => {
        const network = canonicalNetwork(address)
        expect(network.length).toBeLessThanOrEqual(43)
        expect(canonicalNetwork(network)).toBe(network)
      }),
    )
  })

  test('every real address is read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(canonicalNetwork(address)).not.toBe(unknownNetwork)
        expect(isSameNetwork(address, address, 'exact')).toBe(true)
      }),
    )
  })
})

describe('the same network', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7', true, true],
    ['203.0.113.7', '203.0.113.8', false, true],
    ['203.0.113.7', '203.0.114.7', false, false],
    ['203.0.113.7', '20.30.113.7', false, false],
    ['203.0.113.7', '::ffff:203.0.113.7', true, true],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true, true],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64', true, true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false, false],
    ['203.0.113.7', '2001:db8:1:2::1', false, false],
  ])('%s and %s: exact %s, same network %s', (left, right, exact, sameNetwork) => {
    expect(isSameNetwork(left, right, 'exact')).toBe(exact)
    expect(isSameNetwork(right, left, 'exact')).toBe(exact)
    expect(isSameNetwork(left, right, 'same network')).toBe(sameNetwork)
    expect(isSameNetwork(right, left, 'same network')).toBe(sameNetwork)
    expect(isSameNetwork(left, right, 'ignored')).toBe(true)
  })

  test('a looser rule never tells apart what a stricter one takes as the same', () => {
    const address = fc.oneof(
      fc.constantFrom('203.0.113.7', '203.0.113.8', '2001:db8::1', 'x'),
      fc.ipV4(),
      fc.ipV6(),
    )
    fc.assert(
      fc.property(address, address, (left, right) => {
        if (isSameNetwork(left, right, 'exact')) expect(isSameNetwork(left, right, 'same network')).toBe(true)
      }),
    )
  })
})

test.each([
  ['2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1:ffff:1:2:3:4', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8::/48'],
  ['198.51.100.7', null],
  ['::ffff:198.51.100.7', null],
  ['unknown', null],
])('%s belongs to the site %s (T16)', (network, site) => expect(siteOf(network)).toBe(site))

import { describe, expect, it } from 'vitest'
import { isAmong } from './trusted-proxies.ts'

describe('an address among addresses and networks', () => {
  it.each<[string[], string, boolean]>([
    [['10.0.0.2'], '10.0.0.2', true],
    [['10.0.0.2'], '10.0.0.3', false],
    [['10.0.0.2'], '::ffff:10.0.0.2', true],
    [['::ffff:10.0.0.2'], '10.0.0.2', true],
    [['192.0.2.1', '10.0.0.0/8'], '10.255.0.1', true],
    [['10.0.0.0/8'], '11.0.0.1', false],
    [['2001:db8::/32'], '2001:db8:1::1', true],
    [['2001:db8::/32'], '10.0.0.1', false],
    [['::1'], '::1', true],
    [[], '10.0.0.1', false],
    [['10.0.0.0/8'], 'nonsense', false],
  ])('%j: %s is %s', (among, address, is) => expect(isAmong(among)(address)).toBe(is))
})

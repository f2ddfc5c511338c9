import { describe, expect, it } from 'vitest'
import { mostNodes } from '../../base/most-nodes.ts'
import { readNode, tellingNodes } from './client-address.ts'

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

  const isOurs = (address: string) => address.startsWith('10.')

  it.each([
    ['198.51.100.1:4711', '198.51.100.1'],
    ['198.51.100.1:4711, unknown,"[2001:db8::1]:443"', '2001:db8::1'],
    ['198.51.100.1, 203.0.113.7, 10.0.0.1:80,10.0.0.2', '203.0.113.7, 10.0.0.1, 10.0.0.2'],
    ['10.0.0.1, 10.0.0.2', '10.0.0.1, 10.0.0.2'],
    ['203.0.113.7, _hidden, 10.0.0.2', 'unknown, 10.0.0.2'],
    [',10.0.0.2', 'unknown, 10.0.0.2'],
    ['203.0.113.7,', 'unknown'],
    ['', 'unknown'],
  ])('%j is told by %j, and by nothing before it', (header, telling) =>
    expect(tellingNodes(header, isOurs)).toBe(telling),
  )

  it('is looked for among the last thirty-two, whoever they are', () => {
    let looked = 0
    const count = () => {
      looked++
      return true
    }
    const header = Array(5000).fill('10.0.0.1').join(',')
    expect(tellingNodes(header, count).split(', ')).toHaveLength(mostNodes)
    expect(looked).toBe(mostNodes)
  })
})

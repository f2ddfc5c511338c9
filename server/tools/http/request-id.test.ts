import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { requestIds } from './request-id.ts'

const given = '4bf92f3577b34da6a3ce929d0e0e4736'

function asked(from: string, header?: string | string[]): IncomingMessage {
  const headers = header === undefined ? {} : { 'x-request-id': header }
  return { headers, socket: { remoteAddress: from } } as unknown as IncomingMessage
}

describe('the number of a request', () => {
  it.each<[string, string, string | string[], boolean]>([
    ['given by our proxy', '10.0.0.2', given, true],
    ['given by our proxy, seen as IPv6', '::ffff:10.0.0.2', given, true],
    ['a UUID', '10.0.0.2', '0b9b2b1e-2f4e-4c55-9d4d-0a5b7a3a1c11', true],
    ['from anybody else', '192.0.2.1', given, false],
    ['from nobody', '', given, false],
    ['too short', '10.0.0.2', '1234567', false],
    ['too long', '10.0.0.2', 'a'.repeat(65), false],
    ['with signs that mean something elsewhere', '10.0.0.2', '<b>12345678</b>', false],
    ['with a line of its own', '10.0.0.2', '12345678\nlevel=60', false],
    ['given twice', '10.0.0.2', [given, given], false],
  ])('%s', (_, from, header, isTaken) => {
    const number = requestIds(['10.0.0.0/24'])(asked(from, header))
    expect(number === header).toBe(isTaken)
    expect(number).toMatch(/^[\w.-]{8,64}$/)
  })

  it('is ours and another one for each, where nobody gave one', () => {
    const next = requestIds([])
    const numbers = Array.from({ length: 100 }, () => next(asked('10.0.0.2')))
    expect(new Set(numbers).size).toBe(100)
    for (const number of numbers) expect(number).toMatch(/^[\w-]{16}$/)
  })
})

import { describe, expect, it } from 'vitest'
import { everybodysMethod, methods } from '../../../contract/words.ts'
import { kindOf } from './kinds.ts'
import { maskAddress, methodAddress, showAddress } from './method-address.ts'

const profile = { email: 'bsmith@harbor.example', cellPhone: '+15555554217' }

describe('a kind of factor', () => {
  it.each(methods)('%s bears its own name, and proves something', (method) => {
    expect(kindOf(method).method).toBe(method)
    expect(kindOf(method).proves).toContain('otp')
  })

  it.each([
    ['email', 'bsmith@harbor.example', 'b•••@harbor.example', 'bsmith@harbor.example'],
    ['text', '+15555554217', '(•••) •••-4217', '(555) 555-4217'],
    ['app', null, null, null],
  ] as const)('%s goes to %s, is masked as %s and shown as %s', (method, address, masked, shown) => {
    expect(methodAddress(method, profile, [])).toBe(address)
    expect(address && maskAddress(method, address)).toBe(masked)
    expect(address && showAddress(method, address)).toBe(shown)
  })

  it('goes where it was set up, whatever the profile says', () => {
    const factors = [{ method: everybodysMethod, address: 'codes@elsewhere.example' }]
    expect(methodAddress(everybodysMethod, profile, factors)).toBe('codes@elsewhere.example')
  })

  it.each([
    ['email', 'Bsmith@harbor.example', { address: 'Bsmith@harbor.example' }],
    ['text', '(555) 555-4217', { address: '+15555554217' }],
  ] as const)('%s reads %j as its address', (method, typed, read) => {
    expect(kindOf(method).sending?.readAddress(typed)).toEqual(read)
    expect(kindOf(method).sending?.readAddress('nothing of the kind')).toHaveProperty('fault')
  })
})

import { expect, test } from 'vitest'
import { CallFailed } from '../../data/call/call-failed.ts'
import { fieldFault, otherFault } from './field-fault.ts'

const invalid = new CallFailed('invalid-value', { fields: { email: 'This is no e-mail address.' } })
const busy = new CallFailed('busy')

test('a fault stands at its field, and nowhere else', () => {
  expect(fieldFault(invalid, 'email')).toBe('This is no e-mail address.')
  expect(fieldFault(invalid, 'displayName')).toBeUndefined()
  expect(otherFault(invalid, 'displayName', 'email')).toBeNull()
})

test('what belongs to no field of the form is told above it', () => {
  expect(fieldFault(busy, 'email')).toBeUndefined()
  expect(otherFault(busy, 'email')).toBe(busy)
  expect(otherFault(invalid, 'password')).toBe(invalid)
})

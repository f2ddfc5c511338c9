import { expect, it } from 'vitest'
import { plainDigits } from './digits.ts'

const systems = Intl.supportedValuesOf('numberingSystem').filter((system) => {
  const nine = new Intl.NumberFormat('en', { numberingSystem: system }).format(9)
  return /^\p{Nd}$/u.test(nine)
})

it.each(systems)('the digits of %s mean 0 to 9 (C10)', (numberingSystem) => {
  const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false })
  expect(plainDigits(format.format(1234567890))).toBe('1234567890')
  expect(plainDigits(format.format(0))).toBe('0')
})

it('knows the scripts of the world, and lets everything else stand', () => {
  expect(systems.length).toBeGreaterThan(50)
  expect(plainDigits('+١ (٥٥٥) ٥٥٥-٤٢١٧')).toBe('+1 (555) 555-4217')
  expect(plainDigits('４０７ １１２')).toBe('407 112')
  expect(plainDigits('𝟗𝟘½²①a')).toBe('90½²①a')
})

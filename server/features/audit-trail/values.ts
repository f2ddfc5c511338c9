/** What somebody who may not see people's addresses is shown of the values of an entry. */
import { maskEmail, maskPhone } from '../messages/mask.ts'

type Values = Readonly<Record<string, unknown>>
type Mask = (address: string) => string

/** Values by these names are addresses, and so is whatever stands in them, such as the old and the new one. */
const masks = new Map<string, Mask>([
  ['email', maskEmail],
  ['cellPhone', maskPhone],
])

/** The same values, with every e-mail address and cell phone masked, however deep it stands. */
export function maskedValues(values: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, masked(value, masks.get(name))]),
  )
}

function masked(value: unknown, mask: Mask | undefined): unknown {
  if (typeof value === 'string') return mask ? mask(value) : value
  if (Array.isArray(value)) return value.map((one) => masked(one, mask))
  if (typeof value !== 'object' || value === null) return value
  if (!mask) return maskedValues(value as Values)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, masked(one, mask)]))
}

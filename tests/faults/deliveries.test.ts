import { expect, it } from 'vitest'
import { mailFault } from '../campaign/mail-faults.ts'
import { textFault } from '../campaign/text-faults.ts'

const whole = { lost: [], wrong: [] }

it.each(['gone', 'refuses', 'down'] as const)(
  'while mail does not leave (%s) the sign-in page asks for the code all the same, and everybody gets in afterwards',
  async (name) => {
    expect(await mailFault(name, { seed: 41, times: 1 })).toMatchObject(whole)
  },
)

it.each(['gone', 'refuses-number'] as const)(
  'with two text message providers a fault of the first (%s) keeps nobody out',
  async (name) => {
    expect(await textFault(name, { seed: 42, times: 1 })).toMatchObject(whole)
  },
)

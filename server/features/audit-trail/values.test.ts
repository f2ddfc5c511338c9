import { expect, it } from 'vitest'
import { maskedValues } from './values.ts'

it.each([
  [{ email: 'bill@harbor.example' }, { email: 'b•••@harbor.example' }],
  [{ cellPhone: '+15555554217' }, { cellPhone: '(•••) •••-4217' }],
  [
    { email: null, cellPhone: null, userName: 'bill@harbor.example' },
    { email: null, cellPhone: null, userName: 'bill@harbor.example' },
  ],
  [
    {
      changes: {
        email: { from: null, to: 'bill@harbor.example' },
        location: { from: 'Elm Street', to: null },
      },
    },
    {
      changes: {
        email: { from: null, to: 'b•••@harbor.example' },
        location: { from: 'Elm Street', to: null },
      },
    },
  ],
  [
    { people: [{ cellPhone: '+442071838750', rights: ['View Audit'] }] },
    { people: [{ cellPhone: '+44 ••• 8750', rights: ['View Audit'] }] },
  ],
  [
    { email: ['bill@harbor.example', 'jan@harbor.example'], imported: true, left: 2 },
    { email: ['b•••@harbor.example', 'j•••@harbor.example'], imported: true, left: 2 },
  ],
])('%j is shown as %j', (values, shown) => {
  expect(maskedValues(values)).toEqual(shown)
})

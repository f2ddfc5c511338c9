import { describe, expect, test } from 'vitest'
import { changedValues, noValues, sameRights } from './person-values.ts'

const noah = { ...noValues, displayName: 'Noah Phelps', userName: 'NOPHONE', email: 'n@harbor.example' }

describe('of a form', () => {
  test.each([
    ['nothing when nothing changed', {}, {}],
    ['nothing when only space was added around', { displayName: ' Noah Phelps ' }, {}],
    [
      'a number that was entered, as it was typed',
      { cellPhone: '(555) 555-0177 ' },
      { cellPhone: '(555) 555-0177' },
    ],
    ['a blank for an address that was taken away', { email: '' }, { email: '' }],
    ['the location that was chosen', { locationId: 'loc_1' }, { locationId: 'loc_1' }],
  ])('is sent %s', (_, typed, sent) => {
    expect(changedValues(noah, { ...noah, ...typed })).toEqual(sent)
  })

  test('taking somebody out of every location is sent as none', () => {
    expect(changedValues({ ...noah, locationId: 'loc_1' }, noah)).toEqual({ locationId: null })
  })
})

test.each([
  [['View Audit'], ['View Audit'], true],
  [['View Audit', 'Administer Users'], ['Administer Users', 'View Audit'], true],
  [['View Audit'], [], false],
  [[], ['View Audit'], false],
  [['View Audit'], ['Administer Users'], false],
])('the rights %j and %j are the same: %s', (one, other, same) => {
  expect(sameRights(one, other)).toBe(same)
})

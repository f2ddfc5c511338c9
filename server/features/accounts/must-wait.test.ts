import { expect, it } from 'vitest'
import { countsFrom, type TypedAddress } from './must-wait.ts'

const now = new Date('2026-05-04T08:03:00Z')
const tomorrow = new Date('2026-05-05T08:03:00Z')
const typed: TypedAddress = {
  field: 'email',
  from: 'old@harbor.example',
  to: 'new@harbor.example',
  hasSignedIn: true,
  changedLately: false,
  wantsFourEyes: false,
}

it.each<[string, Partial<TypedAddress>, unknown]>([
  ['a day later', {}, tomorrow],
  ['a day later, also where there was no e-mail address', { from: null }, tomorrow],
  ['a day later, where it is another cell phone', { field: 'cellPhone', from: '+15555554217' }, tomorrow],
  ['at once, for somebody who was never here', { hasSignedIn: false }, 'once'],
  ['at once, where it is the first cell phone (R5.4)', { field: 'cellPhone', from: null }, 'once'],
  [
    'a day later, where one was taken away just before',
    { field: 'cellPhone', from: null, changedLately: true },
    tomorrow,
  ],
  ['at once, where it is taken away', { field: 'cellPhone', to: null }, 'once'],
  ['once another administrator confirms it, under FOUREYES', { wantsFourEyes: true }, 'confirmed'],
  ['so, too, for a first number', { field: 'cellPhone', from: null, wantsFourEyes: true }, 'confirmed'],
])('an address that an administrator typed counts %s (T4)', (_, changed, at) => {
  expect(countsFrom({ ...typed, ...changed }, now)).toEqual({ at })
})

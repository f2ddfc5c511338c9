import { expect, test } from 'vitest'
import { demandLines, openerLines } from './application-lines.ts'

const nobody = { everybody: false, groups: [], locations: [], people: [] }
const nothing = { passwordMinutes: null, factorMinutes: null, methods: null, recognizedMachine: false }

test.each([
  [nobody, ['Nobody']],
  [{ ...nobody, everybody: true }, ['Everybody']],
  [
    { ...nobody, groups: ['Claims'], locations: ['Main Street'], people: ['BSMITH', 'CBILLS'] },
    ['Groups: Claims', 'Locations: Main Street', 'People: BSMITH, CBILLS'],
  ],
])('who may open it: %j reads %j', (whoMayOpen, lines) => {
  expect(openerLines({ whoMayOpen })).toEqual(lines)
})

test.each([
  [nothing, ['Nothing beside the sign-in']],
  [
    { passwordMinutes: 1, factorMinutes: 15, methods: ['app' as const], recognizedMachine: true },
    [
      'The password, given within 1 minute',
      'A code, proved within 15 minutes',
      'A code by authenticator app',
      'A computer that is recognized',
    ],
  ],
])('what it asks: %j reads %j', (demands, lines) => {
  expect(demandLines({ demands })).toEqual(lines)
})

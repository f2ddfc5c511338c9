import { expect, test } from 'vitest'
import { openingSearch, wantedMethods } from './opening-search.ts'

test.each([
  ['app,email', ['email', 'app']],
  ['app', ['app']],
  ['', undefined],
  ['gold', undefined],
  [undefined, undefined],
])('methods=%s asks for a code by %j', (methods, wanted) => {
  expect(wantedMethods(openingSearch({ application: 'app_1', methods }))).toEqual(wanted)
})

test('what is no text is nothing', () => {
  expect(openingSearch({ application: 5, returnTo: ['x'], methods: {} })).toEqual({ application: '' })
})

import { expect, test } from 'vitest'
import { address } from './address.ts'

test.each([
  ['GET /api/session', {}, {}, { method: 'GET', path: '/api/session' }],
  ['PUT /api/preferences/{code}', { code: '2FA' }, {}, { method: 'PUT', path: '/api/preferences/2FA' }],
  ['DELETE /api/machines/{id}', { id: 'a/b?c' }, {}, { method: 'DELETE', path: '/api/machines/a%2Fb%3Fc' }],
  ['GET /api/page', {}, { organization: 'A & B' }, { method: 'GET', path: '/api/page?organization=A+%26+B' }],
  ['GET /api/page', {}, { organization: undefined }, { method: 'GET', path: '/api/page' }],
])('the address of %s with %j and %j is filled in and escaped', (endpoint, params, query, expected) => {
  expect(address(endpoint, params, query)).toEqual(expected)
})

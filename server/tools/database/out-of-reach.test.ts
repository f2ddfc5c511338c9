import { expect, it } from 'vitest'
import { isOutOfReach } from './out-of-reach.ts'

const fault = (message: string, more: object = {}) => Object.assign(new Error(message), more)

it.each([
  ['a connection that was refused', fault('connect ECONNREFUSED', { code: 'ECONNREFUSED' })],
  ['a connection that was cut', fault('read ECONNRESET', { code: 'ECONNRESET' })],
  ['a socket that is not there', fault('connect ENOENT', { code: 'ENOENT', syscall: 'connect' })],
  ['a name that cannot be found now', fault('getaddrinfo', { code: 'EAI_AGAIN' })],
  ['PostgreSQL shutting down', fault('terminating connection', { code: '57P01' })],
  ['PostgreSQL starting up', fault('the database system is starting up', { code: '57P03' })],
  ['too many connections', fault('sorry, too many clients already', { code: '53300' })],
  ['a full disk under PostgreSQL', fault('could not extend file', { code: '53100' })],
  ['a lock that was not had in time', fault('canceling statement', { code: '55P03' })],
  ['a deadlock', fault('deadlock detected', { code: '40P01' })],
  ['a server that became a standby', fault('cannot execute UPDATE', { code: '25006' })],
  ['a lost connection the driver has no code for', fault('Connection terminated unexpectedly')],
  ['a pool that is used up', fault('timeout exceeded when trying to connect')],
  [
    'a connection that had failed before',
    fault('Client has encountered a connection error and is not queryable'),
  ],
  ['a full disk under SQLite', fault('database or disk is full', { code: 'ERR_SQLITE_ERROR', errcode: 13 })],
  ['an I/O error at fsync', fault('disk I/O error', { code: 'ERR_SQLITE_ERROR', errcode: 1034 })],
  ['SQLite locked by another process', fault('database is locked', { code: 'ERR_SQLITE_ERROR', errcode: 5 })],
])('%s may pass: it is worth another try', (_, error) => {
  expect(isOutOfReach(error)).toBe(true)
})

it.each([
  ['a unique constraint of PostgreSQL', fault('duplicate key', { code: '23505' })],
  ['a unique constraint of SQLite', fault('UNIQUE', { code: 'ERR_SQLITE_ERROR', errcode: 2067 })],
  ['a query that is wrong', fault('syntax error', { code: '42601' })],
  ['a query of SQLite that is wrong', fault('no such table', { code: 'ERR_SQLITE_ERROR', errcode: 1 })],
  ['a damaged database', fault('malformed', { code: 'ERR_SQLITE_ERROR', errcode: 11 })],
  ['a file that is missing', fault('open', { code: 'ENOENT', syscall: 'open' })],
  ['a fault of ours', new TypeError('x is undefined')],
  ['no error at all', 'ECONNREFUSED'],
])('%s is not waited for', (_, error) => {
  expect(isOutOfReach(error)).toBe(false)
})

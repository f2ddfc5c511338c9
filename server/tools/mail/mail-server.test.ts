import { describe, expect, it } from 'vitest'
import { mailFaults, readMailServer } from './mail-server.ts'

const plain = {
  host: 'mail.example',
  port: 587,
  secure: false,
  requireTLS: false,
  ignoreTLS: false,
  rejectUnauthorized: true,
  name: undefined,
  maxConnections: 5,
  credentials: null,
}
const credentials = { user: 'ann', password: 'p@ss' }

describe('the address of the mail server', () => {
  it.each([
    ['smtp://mail.example', plain],
    ['smtp://mail.example:25/', { ...plain, port: 25 }],
    ['smtps://mail.example', { ...plain, port: 465, secure: true }],
    [
      'smtp://ann:p%40ss@127.0.0.1:2525',
      { ...plain, host: '127.0.0.1', port: 2525, credentials, rejectUnauthorized: false },
    ],
    [
      'smtp://127.0.0.1:25?tls.rejectUnauthorized=true',
      { ...plain, host: '127.0.0.1', port: 25, rejectUnauthorized: true },
    ],
    ['smtp://mail.example?tls.rejectUnauthorized=false', { ...plain, rejectUnauthorized: false }],
    [
      'smtp://mail.example?name=signin.example&maxConnections=20',
      { ...plain, name: 'signin.example', maxConnections: 20 },
    ],
    ['smtp://mail.example?requireTLS=true', { ...plain, requireTLS: true }],
  ])('%s', (text, server) => expect(readMailServer(text).value).toEqual(server))

  it.each([
    ['smtp://ann:p%40ss@mail.example', true],
    ['smtp://ann:p%40ss@mail.example?ignoreTLS=true', false],
    ['smtp://ann:p%40ss@mail.example?requireTLS=false', false],
    ['smtp://ann:p%40ss@localhost', false],
  ])('sends no password in the clear by accident: %s requires TLS: %s', (text, required) => {
    expect(readMailServer(text).value?.requireTLS).toBe(required)
  })

  it.each([
    ['mail.example', ['It is not an address.']],
    [
      'http://mail.example',
      ['It begins with neither smtp:// nor smtps://.', 'It has a path, which a mail server does not.'],
    ],
    ['smtp://ann@mail.example', ['It has a user name or a password, but not both.']],
    ['smtp://mail.example/inbox', ['It has a path, which a mail server does not.']],
    ['smtp://mail.example#x', ['It has a part after "#"; write %23 where the password holds one.']],
    ['smtp://mail.example?pool=true', ['It has an option we do not know: "pool".']],
    ['smtp://mail.example?requireTLS=yes', ['The option "requireTLS" is either true or false.']],
    ['smtp://mail.example?maxConnections=0', ['The option "maxConnections" is a number from 1 to 20.']],
    ['smtp://mail.example?name=a%20b', ['The option "name" is a host name.']],
    ['smtp://mail.example?requireTLS=true&ignoreTLS=true', ['It both requires and ignores TLS.']],
  ])('%s cannot be used, and says why', (text, faults) => {
    const expected = text.startsWith('http:') ? faults.slice(0, 1) : faults
    expect(mailFaults(text)).toEqual(expected)
  })

  it('never repeats a password in a fault', () => {
    expect(mailFaults('smtp://ann:sesame@mail.example/x?y=z').join(' ')).not.toContain('sesame')
  })
})

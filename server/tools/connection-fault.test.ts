import { describe, expect, it } from 'vitest'
import { connectionWords } from './connection-fault.ts'

/** Each cause has its own sentence, and says what to do where there is something (B4). */
describe('a service that cannot be spoken to', () => {
  it.each([
    ['ENOTFOUND', 'could not be reached: nobody knows its name'],
    ['EAI_AGAIN', 'could not be reached: the name service of this machine does not answer'],
    ['ECONNREFUSED', 'could not be reached: nothing listens there, or a firewall refuses'],
    ['EHOSTUNREACH', 'could not be reached: no network leads there'],
    ['ENETUNREACH', 'could not be reached: no network leads there'],
    ['ETIMEDOUT', 'could not be reached: the connection was not answered in time'],
    ['UND_ERR_CONNECT_TIMEOUT', 'could not be reached: the connection was not answered in time'],
    ['ECONNRESET', 'broke the connection off'],
    ['EPIPE', 'broke the connection off'],
    ['UND_ERR_SOCKET', 'broke the connection off'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'cannot be trusted: its certificate is not vouched for'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'cannot be trusted: its certificate is not vouched for'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'cannot be trusted: its certificate is not vouched for'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'cannot be trusted: its certificate is not vouched for'],
    ['CERT_HAS_EXPIRED', 'cannot be trusted: its certificate has expired'],
    ['CERT_NOT_YET_VALID', 'cannot be trusted: its certificate is not valid yet'],
    ['CERT_REVOKED', 'cannot be trusted: its certificate was revoked'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'cannot be trusted: its certificate is for another name'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'speaks no TLS on this port'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'speaks no TLS on this port'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'could not agree with us on TLS'],
    ['EPROTO', 'could not agree with us on TLS'],
  ])('%s: it %s', (code, words) => expect(connectionWords(code)).toContain(words))

  it('says what to do where a certificate is not vouched for', () => {
    expect(connectionWords('SELF_SIGNED_CERT_IN_CHAIN')).toContain('NODE_EXTRA_CA_CERTS')
  })

  it.each(['EWHAT', '', undefined, 7])('has no words of its own for %j', (code) =>
    expect(connectionWords(code)).toBeNull(),
  )
})

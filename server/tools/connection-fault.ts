/** Why can a service not be spoken to, by the code of Node's error, and what is to be done about it? */

const nobodyVouches =
  'cannot be trusted: its certificate is not vouched for. ' +
  'Name the authority that signed it in NODE_EXTRA_CA_CERTS, or, for a server of your own that has the option, set tls.rejectUnauthorized=false'
const noWay = 'could not be reached: no network leads there'
const noAnswer = 'could not be reached: the connection was not answered in time'
const brokenOff = 'broke the connection off'
const noTls = 'speaks no TLS on this port'

/** They follow the name of the service and stand before a full stop. */
const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'could not be reached: nobody knows its name. Look for a slip in it',
  EAI_AGAIN: 'could not be reached: the name service of this machine does not answer',
  ECONNREFUSED: 'could not be reached: nothing listens there, or a firewall refuses. Look at host and port',
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  ETIMEDOUT: noAnswer,
  UND_ERR_CONNECT_TIMEOUT: noAnswer,
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  UND_ERR_SOCKET: brokenOff,
  DEPTH_ZERO_SELF_SIGNED_CERT: nobodyVouches,
  SELF_SIGNED_CERT_IN_CHAIN: nobodyVouches,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: nobodyVouches,
  UNABLE_TO_GET_ISSUER_CERT: nobodyVouches,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: nobodyVouches,
  CERT_UNTRUSTED: nobodyVouches,
  CERT_HAS_EXPIRED: 'cannot be trusted: its certificate has expired. Renew it there',
  CERT_NOT_YET_VALID:
    'cannot be trusted: its certificate is not valid yet. Look whether the clock here is right',
  CERT_REVOKED: 'cannot be trusted: its certificate was revoked. Renew it there',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'cannot be trusted: its certificate is for another name. Use the name that stands in the certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
}

/** Null for a code we have no words for. */
export function connectionWords(code: unknown): string | null {
  if (typeof code !== 'string') return null
  const known = words[code]
  if (known) return known
  return /^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code) ? 'could not agree with us on TLS' : null
}

/** Did this call come from our own pages? The defence against calls other sites make in a person's name. */

interface Headers {
  origin?: string | undefined
  'sec-fetch-site'?: string | string[] | undefined
  host?: string | undefined
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/

/** @param publicUrl where people reach us; null in trial mode, where any loopback name is ours */
export function isOwnHost(host: string | undefined, publicUrl: string | null): boolean {
  return publicUrl !== null || loopback.test(host ?? '')
}

export function isOwnOrigin(headers: Headers, publicUrl: string | null): boolean {
  const { origin, host } = headers
  if (origin === undefined) return headers['sec-fetch-site'] === 'same-origin'
  if (publicUrl !== null) return origin === new URL(publicUrl).origin
  return origin === `http://${host}` && isOwnHost(host, publicUrl)
}

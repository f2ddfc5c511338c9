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
  const { origin, host, 'sec-fetch-site': site } = headers
  // A browser that says both means both: what another site, or a sibling of ours, started is not ours.
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  if (publicUrl !== null) return origin === new URL(publicUrl).origin
  return origin === `http://${host}` && isOwnHost(host, publicUrl)
}

/** A page of ours asks under another name of this server: what it asks is refused, and it can be told the right one. */
export function isOtherName({ origin, host }: Headers): boolean {
  return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)
}

/**
 * Did somebody come by another name of this server? Only where that is certain: a proxy that does not pass the name on says
 * its own address of us, with our port, and would be sent round in a circle.
 */
export function cameByOtherName(host: string | undefined, publicUrl: string | null, port: number): boolean {
  if (publicUrl === null || port === 80 || port === 443 || !host) return false
  return /^[\w-]+(\.[\w-]+)*\.[a-z][\w-]*$/i.test(host) && host.toLowerCase() !== new URL(publicUrl).host
}

/** Decides where the browser goes after a sign-in: to an http(s) address, whatever it was told. */

export function safeReturnTo(returnTo: string, origin: string): string {
  const url = URL.canParse(returnTo, origin) ? new URL(returnTo, origin) : null
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : '/'
}

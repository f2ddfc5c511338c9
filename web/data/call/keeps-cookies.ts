/** Whether this browser keeps a cookie from this page, tried with one: without cookies no sign-in can come to its end (D1). */
export function keepsCookies(): boolean {
  if (!navigator.cookieEnabled) return false
  const attributes = `; path=/; SameSite=Lax${window.location.protocol === 'https:' ? '; Secure' : ''}`
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that are in use
  document.cookie = `doorward-trial=1${attributes}; Max-Age=60`
  const isKept = document.cookie.includes('doorward-trial=1')
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  document.cookie = `doorward-trial=${attributes}; Max-Age=0`
  return isKept
}

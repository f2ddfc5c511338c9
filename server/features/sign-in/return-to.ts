/** Where a person may be led after signing in: a page of this site, nothing else. */

/** @returns a path of this site; "/" for anything that could lead elsewhere. */
export function safeReturnTo(asked: string | undefined): string {
  if (!asked?.startsWith('/') || /[\\\p{Cc}]/u.test(asked)) return '/'
  const here = 'https://here.invalid'
  if (!URL.canParse(asked, here)) return '/'
  const { origin, pathname, search, hash } = new URL(asked, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : '/'
}

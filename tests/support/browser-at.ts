/** A browser without pages: keeps cookies by their paths, and follows whatever leads on within one origin. */

interface Kept {
  value: string
  path: string
}

export interface BrowserAt {
  /** Goes there; the answer as it came, not followed. */
  get(address: string): Promise<Response>
  post(address: string, form: Record<string, string>): Promise<Response>
  /** Follows within this origin; the last answer, or the first that leads elsewhere. */
  follow(address: string): Promise<{ response: Response; address: string }>
  /** Where the browser is led out of this origin, or to a page of ours. */
  ledTo(address: string): Promise<URL>
}

/** @param shared cookies of a visitor who speaks the API, which this browser has as well */
export function browserAt(
  origin: string,
  shared: Map<string, string>,
  extra: Record<string, string> = {},
): BrowserAt {
  const own = new Map<string, Kept>()

  function cookiesFor(address: URL): string {
    const mine = [...own].filter(([, { path }]) => address.pathname.startsWith(path))
    return [...shared, ...mine.map(([name, { value }]) => [name, value])]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
  }

  function keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      const [, path = '/'] = /;\s*path=([^;]*)/i.exec(line) ?? []
      if (value === '') own.delete(name!)
      else own.set(name!, { value: value!, path })
    }
  }

  async function send(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address, origin)
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { Accept: 'text/html', ...extra, ...init.headers, Cookie: cookiesFor(url) },
    })
    keep(response)
    return response
  }

  const browser: BrowserAt = {
    get: (address) => send(address, {}),
    post: (address, form) =>
      send(address, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { Origin: origin },
      }),
    async follow(address) {
      let here = new URL(address, origin)
      for (let steps = 0; steps < 10; steps++) {
        const response = await browser.get(here.href)
        const location = response.headers.get('location')
        if (location === null) return { response, address: here.href }
        const next = new URL(location, here)
        if (next.origin !== new URL(origin).origin) return { response, address: next.href }
        // A page of ours: the person is at it.
        if (!next.pathname.startsWith('/oidc/')) return { response, address: next.href }
        here = next
      }
      throw new Error(`led in a circle at ${here.href}`)
    },
    async ledTo(address) {
      return new URL((await browser.follow(address)).address)
    },
  }
  return browser
}

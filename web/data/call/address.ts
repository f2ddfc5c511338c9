/** Decides which address a call goes to: the name of the endpoint with its parameters and query filled in. */

type Values = Record<string, string | undefined>

export interface Address {
  method: string
  path: string
}

/** `PUT /api/administration/preferences/{code}` with `{ code: '2FA' }` gives `PUT` and `/api/administration/preferences/2FA`. */
export function address(endpoint: string, params: Values = {}, query: Values = {}): Address {
  const [method = 'GET', pattern = ''] = endpoint.split(' ')
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const asked = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return { method, path: asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}` }
}

/** Did a gateway take the message, by what stands in its answer? Many answer every request with 200. */

/** What to look for in an answer; one of the texts is enough. */
export interface Sign {
  /** Of a field of a JSON answer, such as `messages.0.status`; null for anywhere in the answer. */
  path: string | null
  texts: readonly string[]
}

export interface Signs {
  /** All of them, or it was not taken. */
  success: readonly Sign[]
  /** Any of them, and it was not taken. */
  failure: readonly Sign[]
}

export function saysTaken(body: string, { success, failure }: Signs): boolean {
  const json = parsed(body)
  const stands = ({ path, texts }: Sign) =>
    path === null
      ? texts.some((text) => body.toLowerCase().includes(text.toLowerCase()))
      : texts.includes(valueAt(json, path))
  return success.every(stands) && !failure.some(stands)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Empty where there is no such field, or it holds more than one value. */
function valueAt(json: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>(
      (inside, name) => (isHolder(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined),
      json,
    )
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Can this text be kept as it is? A NUL or half a surrogate pair cannot: no database would give it back. */

/** The path of the first text that cannot be kept, such as `people.0.name`; null where all can. Keys count as texts. */
export function unstorableText(value: unknown, path = ''): string | null {
  if (typeof value === 'string')
    return value.includes('\u0000') || !value.isWellFormed() ? path || 'body' : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    const here = path ? `${path}.${key}` : key
    const found = unstorableText(key, 'body') ?? unstorableText(inner, here)
    if (found) return found
  }
  return null
}

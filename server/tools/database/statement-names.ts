/** Under which names does PostgreSQL keep statements that are asked again and again? */

interface CachedStatement {
  name: string
  text: string
}

export const statementPrefix = 'doorward_'
const cached = new Map<string, CachedStatement>()

/**
 * From now on each connection parses this text once and keeps it. Its columns are written out: one that asks for `*` would
 * fail on every connection that is open while another node's newer version adds a column.
 */
export function nameStatement(text: string): void {
  if (/\bselect \*|\breturning \*|"\.\*/.test(text)) throw new Error(`Write the columns out: ${text}`)
  if (!cached.has(text)) cached.set(text, { name: `${statementPrefix}${cached.size + 1}`, text })
}

/** Undefined where it is asked too rarely, or in too many forms, to be kept. */
export function cachedStatement(text: string): CachedStatement | undefined {
  return cached.get(text)
}

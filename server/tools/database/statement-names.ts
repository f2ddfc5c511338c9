/** Under which names does PostgreSQL keep statements that are asked again and again? */

interface KeptStatement {
  name: string
  text: string
  givesRows: boolean
}

export const statementPrefix = 'doorward_'
const kept = new Map<string, KeptStatement>()

/**
 * From now on each connection parses this text once and keeps it. Its columns are written out: one that asks for `*` would
 * fail on every connection that is open while another node's newer version adds a column.
 */
export function nameStatement(text: string): void {
  if (/\bselect \*|\breturning \*|"\.\*/.test(text)) throw new Error(`Write the columns out: ${text}`)
  if (kept.has(text)) return
  const givesRows = !/^(insert|update|delete) /.test(text) || text.includes(' returning ')
  kept.set(text, { name: `${statementPrefix}${kept.size + 1}`, text, givesRows })
}

/** Undefined where it is asked too rarely, or in too many forms, to be kept. */
export function keptStatement(text: string): KeptStatement | undefined {
  return kept.get(text)
}

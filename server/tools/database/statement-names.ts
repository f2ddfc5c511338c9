/** Under which names does PostgreSQL keep statements that are asked again and again? */

const names = new Map<string, string>()

/**
 * From now on each connection parses this text once and keeps it. Its columns are written out: one that asks for `*` would
 * fail on every connection that is open while another node's newer version adds a column.
 */
export function nameStatement(text: string): void {
  if (/\bselect \*|\breturning \*|"\.\*/.test(text)) throw new Error(`Write the columns out: ${text}`)
  if (!names.has(text)) names.set(text, `doorward_${names.size + 1}`)
}

/** Undefined where it is asked too rarely, or in too many forms, to be kept. */
export function nameOfStatement(text: string): string | undefined {
  return names.get(text)
}

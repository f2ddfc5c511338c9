/** One line of the table: what was measured, what came out, what was promised. */
export interface Row {
  what: string
  figure: string
  target: string
  isMet: boolean
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function printTable(rows: readonly Row[]): void {
  const head = { what: 'what', figure: 'figure', target: 'target', isMet: '' }
  const lines = [head, ...rows.map((row) => ({ ...row, isMet: row.isMet ? 'ok' : 'MISS' }))]
  const widths = (['what', 'figure', 'target', 'isMet'] as const).map((key) => ({
    key,
    width: Math.max(4, ...lines.map((line) => line[key].length)),
  }))
  const [first, ...rest] = lines.map(
    (line) => `| ${widths.map(({ key, width }) => line[key].padEnd(width)).join(' | ')} |`,
  )
  const rule = `| ${widths.map(({ width }) => '-'.repeat(width)).join(' | ')} |`
  console.log([first, rule, ...rest].join('\n'))
}

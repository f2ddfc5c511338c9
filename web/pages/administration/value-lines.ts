/** Decides how the kept values of an event are written out: one line each, whatever they hold. */

/** Decisions have their own lines, so their raw form is left out. */
const told = ['decision']

export function valueLines(values: Record<string, unknown>): [string, string][] {
  return Object.entries(values)
    .filter(([name]) => !told.includes(name))
    .map(([name, value]) => [name, written(value)])
}

function written(value: unknown): string {
  if (value === null || value === '') return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(written).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

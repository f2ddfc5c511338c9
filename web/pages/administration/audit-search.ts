/** Decides what the address of the Audit may ask for, and which moments its days mean. */

export interface AuditSearch {
  event?: string
  /** Id of the person it was done to. */
  person?: string
  /** Days as a date field gives them: `2026-05-04`, both counted in. */
  from?: string
  to?: string
}

const day = /^\d{4}-\d{2}-\d{2}$/

export function auditSearch(given: Record<string, unknown>): AuditSearch {
  const text = (name: string) =>
    typeof given[name] === 'string' && given[name] !== '' ? given[name] : undefined
  const dayOf = (name: string) => (day.test(text(name) ?? '') ? text(name) : undefined)
  const [event, person, from, to] = [text('event'), text('person'), dayOf('from'), dayOf('to')]
  return { ...(event && { event }), ...(person && { person }), ...(from && { from }), ...(to && { to }) }
}

/** From the first moment of a day, where the reader is, to the last of another. */
export function auditTimes({ from, to }: AuditSearch): { from?: string; to?: string } {
  const begin = from && momentOf(from, 0)
  const end = to && momentOf(to, 1)
  return { ...(begin && { from: begin }), ...(end && { to: end }) }
}

function momentOf(text: string, daysLater: number): string | undefined {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  const at = new Date(year, month - 1, date + daysLater)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

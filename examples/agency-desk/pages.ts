/** The few pages of the desk, with made-up customers. */

interface Reader {
  name: string
  groups: readonly string[]
}

const customers = [
  ['Ada Wren', 'Household 4411', 'DE02 1203 0000 0000 2020 51'],
  ['Tom Okafor', 'Motor 9027', 'DE02 5001 0517 0137 0750 30'],
  ['Lena Fischer', 'Liability 1180', 'DE02 3006 0601 0000 0000 53'],
] as const

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => signs[sign]!)

function page(title: string, { name, groups }: Reader, rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map((cell) => `<td>${escaped(cell)}</td>`).join('')
  const lines = rows.map((row) => `<tr>${cells(row)}</tr>`).join('')
  const who = [name, ...groups].map(escaped).join(', ')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body><h1>${title}</h1><p>${who} · <a href="/sign-out">Sign out</a></p><table>${lines}</table><p><a href="/">Customers</a> · <a href="/bank">Bank accounts</a></p></body></html>`
}

export function customersPage(reader: Reader): string {
  return page(
    'Customers',
    reader,
    customers.map(([name, policy]) => [name, policy]),
  )
}

export function bankPage(reader: Reader): string {
  return page(
    'Bank accounts',
    reader,
    customers.map(([name, , account]) => [name, account]),
  )
}

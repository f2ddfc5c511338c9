/** What stands in a CSV file of people: its header, and the values of each line. */
import { type ImportColumn, importColumns } from '../../../../contract/words.ts'
import { nameKey } from '../../../base/name-key.ts'
import { type CsvRecord, csvRecords, lineBreaks } from './csv-records.ts'
import { type FileColumn, fileColumn } from './file-column.ts'

export interface FileLine {
  /** Where it begins, as an editor counts. */
  line: number
  values: Record<ImportColumn, string>
  /** What is wrong with the line as a whole, as a sentence; null for nothing. */
  fault: string | null
  /** It could not be read to its end: what is missing says nothing. */
  isCut: boolean
}

/** The lines below the header, or why the file cannot be read, as a sentence. */
export type ReadFile = { lines: FileLine[] } | { fault: string }

const separators = [',', ';', '\t']

/** @param most people; a file with more of them is refused before it is read to the end */
export function readImportFile(text: string, most: number): ReadFile {
  const tooMany = { fault: `A file holds at most ${most} people. Please divide it.` }
  if (lineBreaks(text, 0, text.length) > 2 * most) return tooMany
  const { body, separator, before } = opened(text)
  const records = csvRecords(body, separator)
  const { value: first } = records.next()
  if (!first) return { fault: 'The file is empty.' }
  if (first.fault) return { fault: `${first.fault.replace(/\.$/, '')} (line ${first.line + before}).` }
  const header = readHeader(first.cells)
  if ('fault' in header) return header
  const lines: FileLine[] = []
  for (const record of records) {
    if (lines.length === most) return tooMany
    lines.push(toLine(record, record.line + before, header.columns))
  }
  return { lines }
}

/** Excel writes `sep=;` above the header and reads it again; otherwise the header tells. */
function opened(text: string): { body: string; separator: string; before: number } {
  const body = text.replace(/^\ufeff/, '')
  const told = /^"?sep=([,;\t|])"?(?:\r\n|\r|\n|$)/i.exec(body)
  if (told) return { body: body.slice(told[0].length), separator: told[1]!, before: 1 }
  return { body, separator: separatorOf(body), before: 0 }
}

/** Spreadsheets of half the world write semicolons. */
function separatorOf(text: string): string {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1)
  const count = (separator: string) => header.split(separator).length
  return separators.reduce((best, one) => (count(one) > count(best) ? one : best))
}

type Columns = readonly (FileColumn | undefined)[]

function readHeader(cells: readonly string[]): { columns: Columns } | { fault: string } {
  const columns = cells.map(fileColumn)
  const unknown = cells.find((cell, at) => columns[at] === undefined && nameKey(cell) !== '')
  if (unknown !== undefined) return { fault: headerFault(`"${unknown.slice(0, 50)}" is no column we know.`) }
  const twice = columns.find((column, at) => column && columns.indexOf(column) !== at)
  if (twice) return { fault: headerFault(`"${twice}" stands there twice.`) }
  const names = columns.includes('First name') || columns.includes('Last name')
  if (names && columns.includes('Display name'))
    return { fault: headerFault('It has either a display name, or a first and a last name.') }
  const missing = required.find(
    (column) => !columns.includes(column) && !(column === 'Display name' && names),
  )
  if (missing) return { fault: headerFault(`"${missing}" is missing.`) }
  return { columns }
}

const required: readonly ImportColumn[] = ['User name', 'Display name']

function headerFault(what: string): string {
  return `The first line must name the columns: ${importColumns.join(', ')}. ${what}`
}

function toLine({ cells, fault }: CsvRecord, line: number, columns: Columns): FileLine {
  const value = (column: FileColumn) => cells[columns.indexOf(column)] ?? ''
  const values = Object.fromEntries(
    importColumns.map((column) => [column, value(column)]),
  ) as FileLine['values']
  if (!columns.includes('Display name'))
    values['Display name'] = [value('First name'), value('Last name')].filter(Boolean).join(' ')
  return { line, values, fault: fault ?? widthFault(cells, columns), isCut: fault !== null }
}

const optional: readonly FileColumn[] = ['E-mail', 'Cell phone', 'Location']

/** Spreadsheets leave out what is empty at the end; only what everybody needs must stand there. */
function widthFault(cells: readonly string[], columns: Columns): string | null {
  const beyond = cells.slice(columns.length).some((cell) => cell !== '')
  const needed = 1 + columns.findLastIndex((column) => column && !optional.includes(column))
  return beyond || cells.length < needed ? 'This line has another number of values than the first.' : null
}

/** What stands in a CSV file of people: its header, and the values of each line (RFC 4180, and what spreadsheets write). */
import { CsvError, type Info, parse } from 'csv-parse/sync'
import { type ImportColumn, importColumns } from '../../../../contract/words.ts'
import { nameKey } from '../../../base/name-key.ts'

export interface FileLine {
  /** As an editor counts; a value that runs over several lines counts at its last. */
  line: number
  values: Record<ImportColumn, string>
  /** False where the line has another number of values than the header. */
  fits: boolean
}

/** The lines below the header, or why the file cannot be read, as a sentence. */
export type ReadFile = { lines: FileLine[] } | { fault: string }

const required: readonly ImportColumn[] = ['User name', 'Display name', 'E-mail']
const separators = [',', ';', '\t']
const longestLine = 10_000

/** @param most people; a file with more of them is refused before it is read to the end */
export function readImportFile(text: string, most: number): ReadFile {
  const tooMany = { fault: `A file holds at most ${most} people. Please divide it.` }
  if (lineBreaks(text) > 2 * most) return tooMany
  const read = readRecords(text, most)
  if ('fault' in read) return read
  const [first, ...rest] = read.records
  if (!first) return { fault: 'The file is empty.' }
  if (rest.length > most) return tooMany
  const header = readHeader(first.record)
  if ('fault' in header) return header
  return { lines: rest.map(({ record, info }) => toLine(record, info.lines, header.columns)) }
}

type Record_ = { record: string[]; info: Info }

function readRecords(text: string, most: number): { records: Record_[] } | { fault: string } {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      max_record_size: longestLine,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      to: most + 2,
      trim: true,
    })
    return { records: records as unknown as Record_[] }
  } catch (error) {
    if (error instanceof CsvError) return { fault: brokenLine(error) }
    throw error
  }
}

/** Spreadsheets of half the world write semicolons; the header tells. */
function separatorOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1)
  const count = (separator: string) => header.split(separator).length
  return separators.reduce((best, one) => (count(one) > count(best) ? one : best))
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

const breaks: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'A quotation mark stands in the middle of a value',
  INVALID_OPENING_QUOTE: 'A quotation mark stands in the middle of a value',
  CSV_MAX_RECORD_SIZE: 'A line is too long',
}

function brokenLine(error: CsvError): string {
  const { lines } = error as CsvError & { lines?: number }
  return `${breaks[error.code] ?? 'The file cannot be read as CSV'} (line ${lines ?? 1}).`
}

function readHeader(cells: readonly string[]): { columns: (ImportColumn | undefined)[] } | { fault: string } {
  const columns = cells.map((cell) => importColumns.find((column) => nameKey(column) === nameKey(cell)))
  const unknown = cells.find((cell, at) => columns[at] === undefined && cell !== '')
  if (unknown !== undefined) return { fault: headerFault(`"${unknown.slice(0, 50)}" is no column we know.`) }
  const twice = columns.find((column, at) => column && columns.indexOf(column) !== at)
  if (twice) return { fault: headerFault(`"${twice}" stands there twice.`) }
  const missing = required.find((column) => !columns.includes(column))
  if (missing) return { fault: headerFault(`"${missing}" is missing.`) }
  return { columns }
}

function headerFault(what: string): string {
  return `The first line must name the columns: ${importColumns.join(', ')}. ${what}`
}

function toLine(
  cells: readonly string[],
  line: number,
  columns: readonly (ImportColumn | undefined)[],
): FileLine {
  const value = (column: ImportColumn) => cells[columns.indexOf(column)] ?? ''
  const values = Object.fromEntries(importColumns.map((column) => [column, value(column)]))
  const beyond = cells.slice(columns.length).some((cell) => cell !== '')
  return {
    line,
    values: values as Record<ImportColumn, string>,
    fits: cells.length >= columns.length && !beyond,
  }
}

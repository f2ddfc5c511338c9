/**
 * Where does each line of a CSV file begin, and which values has it (RFC 4180, and what spreadsheets and people write)? A line
 * that cannot be read is told with the reason, and reading goes on below it: faults come all at once. Every line has its own
 * end, whatever the one above had.
 */

import { sizeLimits } from '../../limits/limits-table.ts'

export interface CsvRecord {
  /** Where it begins, as an editor counts. */
  line: number
  /** As far as they could be read. */
  cells: string[]
  /** Why it could not be read to its end, as a sentence; null where it could. */
  fault: string | null
}

const longestRecord = sizeLimits.importLine.most

const faults = {
  open: 'A quotation mark is opened and never closed.',
  middle:
    'A quotation mark stands in the middle of a value. Put the value into quotation marks, and double those inside.',
  formula: 'A formula stands there instead of a value. Write the value itself.',
  long: 'The line is too long.',
}

/** Without those that are empty. */
export function* csvRecords(text: string, separator: string): Generator<CsvRecord> {
  let line = 1
  for (let at = 0; at < text.length; ) {
    const { cells, fault, next } = recordAt(text, at, separator)
    if (fault !== null || cells.some((cell) => cell !== '')) yield { line, cells, fault }
    line += lineBreaks(text, at, next)
    at = next
  }
}

interface Read {
  cells: string[]
  fault: string | null
  /** Where the next one begins. */
  next: number
}

function recordAt(text: string, start: number, separator: string): Read {
  const cells: string[] = []
  const broken = (fault: string): Read => ({ cells, fault, next: lineEnd(text, start).next })
  for (let at = start; ; ) {
    const cell = cellAt(text, at, separator)
    if ('fault' in cell) return broken(cell.fault)
    cells.push(cell.value)
    if (cell.end - start > longestRecord) return broken(faults.long)
    if (text[cell.end] !== separator) return { cells, fault: null, next: lineEnd(text, cell.end).next }
    at = cell.end + 1
  }
}

type Cell = { value: string; end: number } | { fault: string }

/** @param start behind a separator or a line end; the end is where the next one stands */
function cellAt(text: string, start: number, separator: string): Cell {
  let at = start
  while (text[at] === ' ' || (text[at] === '\t' && separator !== '\t')) at++
  if (text[at] === '"') return quotedAt(text, at, separator)
  const end = plainEnd(text, start, separator)
  const value = text.slice(start, end).trim()
  if (value.includes('"')) return { fault: value.startsWith('=') ? faults.formula : faults.middle }
  return { value, end }
}

function quotedAt(text: string, start: number, separator: string): Cell {
  let value = ''
  for (let at = start + 1; ; ) {
    const close = text.indexOf('"', at)
    if (close < 0 || close - start > longestRecord) return { fault: faults.open }
    value += text.slice(at, close)
    if (text[close + 1] !== '"') {
      const end = plainEnd(text, close + 1, separator)
      return text.slice(close + 1, end).trim() === '' ? { value, end } : { fault: faults.middle }
    }
    value += '"'
    at = close + 2
  }
}

/** Where the next separator, line end or the end of the text stands. */
function plainEnd(text: string, start: number, separator: string): number {
  const { end } = lineEnd(text, start)
  const at = text.slice(start, end).indexOf(separator)
  return at < 0 ? end : start + at
}

/** CRLF, LF, or the CR of old Macs. */
const lineBreak = /\r\n|\r|\n/g

function lineEnd(text: string, start: number): { end: number; next: number } {
  lineBreak.lastIndex = start
  const found = lineBreak.exec(text)
  return found
    ? { end: found.index, next: found.index + found[0].length }
    : { end: text.length, next: text.length }
}

export function lineBreaks(text: string, start: number, end: number): number {
  return text.slice(start, end).match(lineBreak)?.length ?? 0
}

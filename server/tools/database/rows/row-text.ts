/** What a row is as text: the same on every engine, so that equal rows have equal texts and others never do. */
import { hash } from 'node:crypto'

export type Value = string | number | null
export type Row = readonly Value[]

/** A JSON array of the values in the order of the columns. Throws for what the two engines would not both give back. */
export function rowText(row: readonly unknown[]): string {
  if (!row.every(isValue)) throw new TypeError('a row holds a value that cannot be moved exactly')
  return JSON.stringify(row)
}

export function readRow(text: string): Row {
  const row: unknown = JSON.parse(text)
  if (!Array.isArray(row) || !row.every(isValue)) throw new TypeError('this is no row')
  return row
}

function isValue(value: unknown): value is Value {
  return value === null || typeof value === 'string' || Number.isSafeInteger(value)
}

/** What a table holds, whatever the order of its rows: how many, and the sum of their SHA-256 modulo 2^256 in hexadecimal. */
export interface RowSum {
  rows: number
  sum: string
}

export interface RowSummer {
  add(text: string): void
  total(): RowSum
}

/** Adding, unlike exclusive or, does not lose rows that are there twice. */
export function rowSummer(): RowSummer {
  let rows = 0
  let sum = 0n
  return {
    add(text) {
      rows++
      sum = BigInt.asUintN(256, sum + BigInt(`0x${hash('sha256', text)}`))
    },
    total: () => ({ rows, sum: sum.toString(16).padStart(64, '0') }),
  }
}

export function isSameSum(left: RowSum, right: RowSum): boolean {
  return left.rows === right.rows && left.sum === right.sum
}

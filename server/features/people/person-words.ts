/** By which words is a person found, and which words are meant by what somebody types into a search field? */
import { nameKey } from '../../base/name-key.ts'
import { phoneDigits } from './cell-phone.ts'

/** What a person is found by. */
export interface Findable {
  displayName: string
  userName: string
  email: string | null
  /** E.164. */
  cellPhone: string | null
}

/** Words from `from` on and before `before` begin with what was looked for. */
export interface WordRange {
  from: string
  before: string
}

const mostLetters = 24
const mostWords = 30
const mostSought = 6

/** Each once, as the index keeps them. */
export function personWords({ displayName, userName, email, cellPhone }: Findable): string[] {
  const names = [displayName, userName, email ?? ''].map(fold)
  const whole = names.flatMap((name) => name.replaceAll("'", '').split(/\s+/u))
  const domains = email ? [fold(email.slice(email.lastIndexOf('@') + 1))] : []
  const parts = names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u))
  const words = [...whole, ...domains, ...(cellPhone ? phoneDigits(cellPhone) : []), ...parts]
  return [...new Set(words.filter((word) => word !== '').map(sortable))].slice(0, mostWords)
}

/** The longest first; none where nothing that can be found was typed. Digits with the usual signs between them are one telephone number. */
export function soughtWords(text: string): WordRange[] {
  const folded = fold(text).replaceAll("'", '').trim()
  const words = /^[\d\s().+/-]*\d[\d\s().+/-]*$/.test(folded) ? [digits(folded)] : folded.split(/\s+/u)
  const sought = [...new Set(words.filter((word) => word !== ''))].slice(0, mostSought)
  // The longest leads to the fewest, as a rule; the sort is stable, so that each page asks in the same order.
  sought.sort((left, right) => right.length - left.length)
  return sought.map((word) => ({ from: sortable(word), before: `${sortable(word)}z` }))
}

/** As names are compared, and without accents; by way of capitals, in which ß is SS. Apostrophes are left to the caller. */
function fold(text: string): string {
  return nameKey(text.toUpperCase()).normalize('NFKD').replace(/\p{M}/gu, '')
}

/** A trunk zero is not part of the number that is kept; four last digits may begin with one. */
function digits(text: string): string {
  return text.replace(/\D/g, '').replace(/^0+(?=\d{5})/, '')
}

/**
 * Three digits for each octet: databases sort letters by the rules of their language, in which the words that begin alike
 * need not stand together; digits sort alike everywhere.
 */
function sortable(word: string): string {
  const octets = new TextEncoder().encode([...word].slice(0, mostLetters).join(''))
  return Array.from(octets, (octet) => String(octet).padStart(3, '0')).join('')
}

/** Which digits are meant, in whatever script somebody writes them: the server and the pages read them alike. */

/** The same text with every decimal digit of Unicode as 0 to 9: Arabic-Indic, full-width, Devanagari and the others. */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0)!)))
}

/** The digits of a script follow each other from zero to nine, and where several sets adjoin each has ten. */
function digitValue(point: number): number {
  let before = 0
  while (isDigit(point - before - 1)) before++
  return before % 10
}

const isDigit = (point: number) => /^\p{Nd}$/u.test(String.fromCodePoint(point))

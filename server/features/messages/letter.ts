/** How does a mail look, as plain text and as HTML, from one small structure? Never a code and a link in one (R5.6). */
import { oneLine } from './one-line.ts'

interface Body {
  /** Who is told: several people may share a mailbox (R9.3). */
  displayName: string
  organization: string
  subject: string
  paragraphs: readonly string[]
  /** Name and value, such as "Browser" and "Chrome on Windows". */
  facts?: readonly (readonly [string, string])[]
  /** What stands below the facts and the link. */
  closing?: readonly string[]
}

export type Letter = Body &
  ({ code: string; link?: never } | { code?: never; link?: { words: string; address: string } })

export interface WrittenLetter {
  subject: string
  text: string
  html: string
}

export function writeLetter(letter: Letter): WrittenLetter {
  return { subject: oneLine(letter.subject), text: plainText(letter), html: html(letter) }
}

function plainText(letter: Letter): string {
  const { code, paragraphs, facts = [], link, closing = [] } = letter
  const parts = [
    code ?? '',
    greeting(letter),
    ...paragraphs.map(oneLine),
    facts.map(([name, value]) => `${name}: ${oneLine(value)}`).join('\n'),
    link ? `${link.words}:\n${link.address}` : '',
    ...closing.map(oneLine),
    oneLine(letter.organization),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** No images, no scripts, no colors but the link's, so that a reader's own light or dark stays as it is. */
function html(letter: Letter): string {
  const { code, paragraphs, facts = [], link, closing = [] } = letter
  const inside = [
    code === undefined ? '' : `<p style="${codeStyle}">${escaped(code)}</p>`,
    paragraph(greeting(letter)),
    ...paragraphs.map(paragraph),
    factTable(facts),
    link ? `<p><a href="${escaped(link.address)}" style="${linkStyle}">${escaped(link.words)}</a></p>` : '',
    ...closing.map(paragraph),
    paragraph(letter.organization),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(letter.subject)}</title>
</head>
<body style="${bodyStyle}">
${inside.filter((part) => part !== '').join('\n')}
</body>
</html>
`
}

const bodyStyle =
  'margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 system-ui,-apple-system,Segoe UI,sans-serif'
const codeStyle = 'margin:0 0 16px;font:700 32px/1.2 ui-monospace,Consolas,monospace;letter-spacing:4px'
const linkStyle =
  'display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none'
const nameStyle = 'padding:4px 16px 4px 0;text-align:left;vertical-align:top;font-weight:600'

function greeting({ displayName }: Letter): string {
  return `Hello ${oneLine(displayName)},`
}

function paragraph(words: string): string {
  return `<p>${escaped(words)}</p>`
}

function factTable(facts: NonNullable<Letter['facts']>): string {
  if (facts.length === 0) return ''
  const rows = facts.map(
    ([name, value]) =>
      `<tr><th scope="row" style="${nameStyle}">${escaped(name)}</th><td style="padding:4px 0">${escaped(value)}</td></tr>`,
  )
  return `<table style="border-collapse:collapse">\n${rows.join('\n')}\n</table>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (sign) => entities[sign]!)
}

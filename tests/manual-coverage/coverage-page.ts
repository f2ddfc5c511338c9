/** Decides what `docs/manual-coverage.md` claims: one promise a row, where it stands, and the tests that show it. */

export interface Row {
  line: number
  /** The promise, and beside it what we do instead where we differ on purpose. */
  promise: readonly string[]
  where: string
  tests: readonly NamedTest[]
}

export interface NamedTest {
  path: string
  /** Of the groups and the test, outermost first. */
  name: readonly string[]
}

export interface Page {
  rows: readonly Row[]
  faults: readonly string[]
}

/** The sections of the two manuals, as the column `Where` names them. */
export const sections = [
  '1 · What happens',
  '1 · How to enable',
  '1 · Cell phones',
  '1 · Advice',
  '2 · Introduction',
  '2 · Enabling',
  '2 · Methods',
  '2 · Email',
  '2 · App',
  '2 · SMS',
  '2 · Reset/Disable',
  '2 · FAQs',
] as const

const lastColumns = ['Where', 'Shown by']

/** @param text Markdown; every table in it has `Where` and `Shown by` as its last columns */
export function readPage(text: string): Page {
  const lines = text.split('\n').map((content, at) => ({ content, line: at + 1 }))
  const tables = lines.filter(({ content }) => content.trimStart().startsWith('|'))
  const isHead = (line: number) => !(lines[line - 2]?.content ?? '').trimStart().startsWith('|')
  const heads = tables.filter(({ line }) => isHead(line))
  const rows = tables.filter(({ content, line }) => !isHead(line) && !isRule(content)).map(readRow)
  return { rows, faults: [...heads.flatMap(headFaults), ...rows.flatMap(rowFaults), ...missing(rows)] }
}

interface Line {
  content: string
  line: number
}

const cellsOf = (content: string) =>
  content
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

const isRule = (content: string) => /^[\s|:-]+$/.test(content)

function headFaults({ content, line }: Line): string[] {
  const last = cellsOf(content).slice(-2)
  return last.join() === lastColumns.join()
    ? []
    : [`line ${line}: a table ends with the columns ${lastColumns.join(' and ')}`]
}

function readRow({ content, line }: Line): Row {
  const cells = cellsOf(content)
  const tests = (cells.at(-1) ?? '').split('<br>').filter((cell) => cell.trim() !== '')
  return { line, promise: cells.slice(0, -2), where: cells.at(-2) ?? '', tests: tests.map(readTest) }
}

/** `` `path` › group › test `` */
function readTest(cell: string): NamedTest {
  const [path = '', ...name] = cell.split(' › ').map((part) => part.trim())
  return { path: /^`([^`]+)`$/.exec(path)?.[1] ?? '', name }
}

function rowFaults({ line, promise, where, tests }: Row): string[] {
  const isKnown = (sections as readonly string[]).includes(where)
  return [
    ...(promise.length === 0 || promise.includes('') ? ['a row begins with a promise'] : []),
    ...(isKnown ? [] : [`"${where}" is no section of a manual`]),
    ...(tests.length === 0 ? ['a promise needs a test'] : []),
    ...(tests.some(({ path, name }) => path === '' || name.length === 0)
      ? ['a test is written as `path` › group › name']
      : []),
  ].map((fault) => `line ${line}: ${fault}`)
}

function missing(rows: readonly Row[]): string[] {
  const named = new Set(rows.map(({ where }) => where))
  return sections.filter((section) => !named.has(section)).map((section) => `nothing of "${section}" is told`)
}

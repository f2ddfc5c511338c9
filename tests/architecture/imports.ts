/** What a source file imports, read from its text; decides nothing. Relies on the formatter: statements begin a line. */

export interface Import {
  /** Resolved from the root of the checkout where it is a file of ours, else the package or built-in as written. */
  target: string
  /** Ours: a path; otherwise a package or a built-in of Node. */
  isOurs: boolean
  /** Gone at run time. */
  isType: boolean
  isReexport: boolean
  /** The names asked for, where the statement lists them; `*` for all. */
  names: readonly string[]
}

const statement =
  /^(import|export)\s+(type\s+)?(?:([\w$]+)\s*,?\s*)?(\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})?\s*from\s*(['"])([^'"\n]+)\5/gm
const sideEffect = /^import\s*(['"])([^'"\n]+)\1/gm
const dynamic = /\bimport\(\s*(?:(['"])([^'"\n]+)\1|[^)]*)\s*\)/g

export function importsOf(path: string, text: string): Import[] {
  return [
    ...[...text.matchAll(statement)].map(([, word, type, whole, list, , from]) => ({
      ...targetOf(path, from!),
      isType: type !== undefined,
      isReexport: word === 'export',
      names: namesOf(whole, list),
    })),
    ...[...text.matchAll(sideEffect)].map((found) => plainImport(path, found[2]!)),
    ...[...text.matchAll(dynamic)].map((found) => plainImport(path, found[2] ?? 'what cannot be read')),
  ]
}

function plainImport(path: string, from: string): Import {
  return { ...targetOf(path, from), isType: false, isReexport: false, names: ['*'] }
}

function namesOf(whole: string | undefined, list: string | undefined): string[] {
  if (whole !== undefined || list === undefined || list.startsWith('*')) return ['*']
  const names = list.slice(1, -1).split(',')
  return names.map((name) => name.trim().replace(/^type\s+|\s+as\s.*$/g, '')).filter((name) => name !== '')
}

function targetOf(path: string, from: string): Pick<Import, 'target' | 'isOurs'> {
  if (!from.startsWith('.')) return { target: from, isOurs: false }
  return { target: new URL(from, `file:///${path}`).pathname.slice(1), isOurs: true }
}

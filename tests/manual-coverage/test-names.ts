/** Decides which tests a source holds, by reading it: groups, tests, and the rows of their tables. */
import ts from 'typescript'

interface Title {
  /** As it is written. */
  text: string
  /** What its table may fill in. */
  values: ReadonlySet<string>
}

/** Titles of groups and test, outermost first. */
type SourceTest = readonly Title[]

const groups = ['describe', 'onBothEngines']
const tests = ['it', 'test']

/** @param text TypeScript */
export function readTests(path: string, text: string): SourceTest[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: SourceTest[] = []
  function visit(node: ts.Node, above: SourceTest): void {
    const call = titledCall(node)
    if (call && tests.includes(call.callee)) found.push([...above, call.title])
    const inside = call && groups.includes(call.callee) ? [...above, call.title] : above
    ts.forEachChild(node, (child) => visit(child, inside))
  }
  visit(source, [])
  return found
}

/** `it('…')`, `it.each(table)('…')`, and the same for groups. */
function titledCall(node: ts.Node): { callee: string; title: Title } | undefined {
  if (!ts.isCallExpression(node) || !node.arguments[0]) return undefined
  const each = ts.isCallExpression(node.expression) ? node.expression : undefined
  const callee = each ? eachOf(each) : node.expression
  const text = titleText(node.arguments[0])
  if (text === undefined || !callee || !ts.isIdentifier(callee)) return undefined
  return { callee: callee.text, title: { text, values: valuesOf(each?.arguments[0] ?? loopAround(node)) } }
}

function eachOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  const isEach = ts.isPropertyAccessExpression(expression) && expression.name.text === 'each'
  return isEach ? expression.expression : undefined
}

function loopAround(node: ts.Node): ts.Expression | undefined {
  return ts.findAncestor(node, ts.isForOfStatement)?.expression
}

/** What a template fills in is written as `%s`, like the values of a table. */
function titleText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('%s')
}

/** Texts, numbers, yes and no in a table, which may stand elsewhere in the source under a name. */
function valuesOf(table: ts.Expression | undefined): Set<string> {
  const values = new Set<string>()
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) values.add(node.text)
    if (['true', 'false'].includes(node.getText())) values.add(node.getText())
    ts.forEachChild(node, collect)
  }
  if (table) collect(ts.isIdentifier(table) ? declarationOf(table) : table)
  return values
}

function declarationOf(name: ts.Identifier): ts.Node {
  const statements = name.getSourceFile().statements.filter(ts.isVariableStatement)
  const all = statements.flatMap(({ declarationList }) => declarationList.declarations)
  return all.find((one) => one.name.getText() === name.text) ?? name
}

/** `%s` of a table of arrays, `$name` of a table of objects. */
const filledIn = /%[sdifjo]|\$[A-Za-z_]\w*/

/** Whether a source holds the test: word for word, or with values from its own table filled in. */
export function holdsTest(tests: readonly SourceTest[], name: readonly string[]): boolean {
  return tests.some(
    (titles) => titles.length === name.length && titles.every((title, at) => isTitle(title, name[at]!)),
  )
}

function isTitle({ text, values }: Title, name: string): boolean {
  const pieces = text.split(filledIn)
  if (pieces.length === 1) return text === name
  const filled = new RegExp(`^${pieces.map(plainly).join('(.*?)')}$`, 's').exec(name)?.slice(1)
  return filled?.every((value) => values.has(value)) ?? false
}

const plainly = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

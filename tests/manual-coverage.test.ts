import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type NamedTest, readPage, sections } from './manual-coverage/coverage-page.ts'
import { holdsTest, readTests } from './manual-coverage/test-names.ts'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/manual-coverage.md'), 'utf8')

describe('the page of what the manuals promise', () => {
  it('has a section and a test in every row, and leaves no section of a manual out', () => {
    const { rows, faults } = readPage(page)
    expect(faults).toEqual([])
    expect(rows.length).toBeGreaterThan(50)
  })

  it('names tests that exist', () => {
    const named = readPage(page).rows.flatMap(({ line, tests }) => tests.map((test) => ({ line, ...test })))
    const missing = named.filter((test) => !exists(test))
    expect(missing.map(({ line, path, name }) => `line ${line}: ${path} › ${name.join(' › ')}`)).toEqual([])
  })
})

/** Section 12 of the specification in a few words each: the page is the one list, and none may fall out of it. */
describe('what the specification says we do otherwise', () => {
  const [, differences = ''] = page.split('## Where we differ on purpose\n')

  it.each([
    ['the machine cookie is needed as well', 'without it a thief behind the same router would pass'],
    ['a reset expires', 'It expires after `RESETHOURS`'],
    ['the sign-in after a reset opens set-up alone', 'It opens set-up and nothing else'],
    ['only the person sets up', 'only the person can, with mailbox and phone at hand'],
    ['a reset signs out', 'It signs the person out everywhere at once'],
    ['a reset of somebody else has a reason', 'It wants a reason'],
    ['what is recognized is a browser profile', 'another browser there is another machine'],
    ['codes may be short, with a warning', '4 to 8; 6 unless set; with fewer a warning'],
    ['IPv6 is compared by /64', 'IPv6 by /64'],
    ['wrong codes are counted across sign-ins', 'Wrong codes are counted across sign-ins'],
  ])('%s', (_, told) => expect(differences).toContain(told))
})

describe('a page that claims too much', () => {
  const head = '| Promise | Where | Shown by |\n| --- | --- | --- |\n'
  const good = (where: string) => `| codes come by e-mail | ${where} | \`a.test.ts\` › codes › by e-mail |\n`
  const whole = head + sections.map(good).join('')

  it('is told from one that does not', () => expect(readPage(whole).faults).toEqual([]))

  it.each([
    ['a row without a test', '| a | 2 · FAQs | |', 'a promise needs a test'],
    ['a row without a promise', '| | 2 · FAQs | `a.test.ts` › b |', 'a row begins with a promise'],
    ['a row with a cell too few', '| 2 · FAQs | `a.test.ts` › b |', 'a row begins with a promise'],
    ['a section nobody wrote', '| a | 3 · FAQs | `a.test.ts` › b |', '"3 · FAQs" is no section of a manual'],
    ['a test without its file', '| a | 2 · FAQs | b › c |', 'a test is written as `path` › group › name'],
    ['a file without a name', '| a | 2 · FAQs | `a.test.ts` |', 'a test is written as `path` › group › name'],
  ])('%s', (_, row, fault) => {
    expect(readPage(`${whole}${row}\n`).faults).toEqual([`line ${whole.split('\n').length}: ${fault}`])
  })

  it('a section that is left out', () => {
    expect(readPage(whole.replace(good('2 · FAQs'), '')).faults).toEqual(['nothing of "2 · FAQs" is told'])
  })

  it('a table of another shape', () => {
    expect(readPage(`${whole}\n| a | b |\n`).faults).toEqual([
      `line ${whole.split('\n').length + 1}: a table ends with the columns Where and Shown by`,
    ])
  })
})

describe('a test that is named', () => {
  const source = readTests(
    'made-up.test.ts',
    `
    describe('codes', () => {
      test('by e-mail', () => {})
      test.each(['light', 'dark'])('are %s enough', () => {})
      it.each([{ rule: 'R1 a rule' }, { rule: 'R2 another' }])('$rule', () => {})
      for (const off of [-30, 30]) it(\`\${off} seconds off\`, () => {})
      expect('by pigeon')
    })
    onBothEngines('sets up', (open) => { it('in steps', async () => open()) })
    it('stands alone', () => {})
    `,
  )

  it.each([
    'codes › by e-mail',
    'codes › are dark enough',
    'codes › R2 another',
    'codes › 30 seconds off',
    'sets up › in steps',
    'stands alone',
  ])('is found: %s', (name) => expect(holdsTest(source, name.split(' › '))).toBe(true))

  it.each([
    ['codes › by pigeon', 'is no test'],
    ['by e-mail', 'lacks its group'],
    ['others › by e-mail', 'stands in another group'],
    ['codes › by e-mail or so', 'has other words'],
    ['codes › are grey enough', 'is no row of the table'],
    ['codes › R3 a third rule', 'is no row of the table'],
    ['codes › $rule', 'has nothing filled in'],
    ['codes › are by e-mail enough', 'takes its value from elsewhere'],
    ['codes › 45 seconds off', 'is no value of the template'],
    ['codes', 'is a group'],
  ])('is missed: %s %s', (name) => expect(holdsTest(source, name.split(' › '))).toBe(false))
})

/** A file is read once, however many rows name its tests. */
const filesRead = new Map<string, ReturnType<typeof readTests> | null>()

function exists({ path, name }: NamedTest): boolean {
  const tests = filesRead.get(path) ?? testsOf(path)
  filesRead.set(path, tests)
  return tests !== null && holdsTest(tests, name)
}

function testsOf(path: string): ReturnType<typeof readTests> | null {
  const file = join(root, path)
  return existsSync(file) ? readTests(path, readFileSync(file, 'utf8')) : null
}

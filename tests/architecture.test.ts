import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allowed, faulty } from './architecture/made-up.ts'
import { breaches } from './architecture/rules.ts'

const root = join(import.meta.dirname, '..')
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
})
const paths = tracked
  .toString()
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const isSource = (path: string) => /^(contract|server|web)\/.*\.tsx?$/.test(path)

describe('the house', () => {
  it('keeps its one direction, its order of features and what its names promise', () => {
    const sources = paths.filter(isSource)
    expect(sources.length).toBeGreaterThan(30)
    expect(breaches(new Map(sources.map((path) => [path, read(path)])))).toEqual([])
  })

  it.each(faulty)('complains: $sentence', ({ path, text, sentence, others = {} }) => {
    expect(breaches(new Map(Object.entries({ ...others, [path]: text })))).toEqual([sentence])
  })

  it('has nothing against what is allowed', () => {
    expect(breaches(new Map(allowed))).toEqual([])
  })

  it('names nobody’s folders and leaves nothing for later', () => {
    const texts = paths.filter((path) => !/\.(png|ico|woff2|jpg|svg)$/.test(path))
    const found = texts.flatMap((path) => unfinished(path, read(path)))
    expect(found).toEqual([])
  })

  it('would see a folder, a note for later and a test that does not run', () => {
    const words = [
      `see /ho${'me'}/ann/notes`,
      `// TO${'DO'}: later`,
      `it.sk${'ip'}('x')`,
      `describe.on${'ly'}('x')`,
    ]
    for (const word of words) expect(unfinished('made-up.ts', `const a = 1\n${word}\n`)).toHaveLength(1)
  })
})

function unfinished(path: string, text: string): string[] {
  const signs = [
    /(^|[\s"'`(=:])\/(home|root|work|Users)\/\w/,
    new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|XX${'X'})\\b`),
    /\b(it|test|describe)\.(skip|only|todo)\b/,
  ]
  const lines = text.split('\n')
  return lines.flatMap((line, at) =>
    signs.some((sign) => sign.test(line)) ? [`${path}:${at + 1} ${line.trim()}`] : [],
  )
}

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, materials } from '../../scripts/materials.mjs'
import { pages } from '../../scripts/pages.mjs'
import { pagesFault } from '../../server/tools/page-sources.mjs'

const root = join(import.meta.dirname, '../..')
let copy: string

/** A checkout with everything that pages are built from. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'doorward-upgrade-'))
  for (const part of [
    'web',
    'contract',
    'vite.config.ts',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
  ])
    cpSync(join(root, part), join(copy, part), { recursive: true })
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

describe('an upgrade that changes pages only (O3)', () => {
  const word = () => join(copy, 'web/words/en.ts')
  const change = (text: string) => writeFileSync(word(), `${readFileSync(word(), 'utf8')}\n${text}\n`)
  const built = () => readdirSync(join(copy, 'dist/web/assets')).sort()

  it('starts no server on the pages of another version, and shows the old ones until the new are whole', async () => {
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    expect(pagesFault(copy)).toMatch(/^The pages are not built\./)
    const need = pages(copy)
    await need.meet()
    expect([need.isMet(), pagesFault(copy)]).toEqual([true, null])
    const old = built()

    change('export const = broken')
    expect(pagesFault(copy)).toMatch(/^The pages were built from another version \(web\)\./)
    await expect(pages(copy).meet()).rejects.toThrow('vite')
    expect(built()).toEqual(old)
    expect(pagesFault(copy)).not.toBeNull()

    cpSync(join(root, 'web/words/en.ts'), word())
    const said = readFileSync(word(), 'utf8')
    writeFileSync(word(), said.replace(/'([A-Z][a-z]+ [^'$]*)'/, "'Another word, $1'"))
    await pages(copy).meet()
    expect(pagesFault(copy)).toBeNull()
    // Whoever has an old page open, and a server that was not restarted yet, find what they ask for.
    expect(built()).toEqual(expect.arrayContaining(old))
    expect(built().length).toBeGreaterThan(old.length)
  })

  it('installs what npm prune took away, although the last install was finished', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'))
    for (const name of Object.keys({ ...dependencies, ...devDependencies }))
      cpSync(
        join(root, 'node_modules', name, 'package.json'),
        join(copy, 'node_modules', name, 'package.json'),
      )
    writeFileSync(join(copy, 'node_modules/.doorward'), fingerprint(copy))
    expect(materials(copy).isMet()).toBe(true)
    rmSync(join(copy, 'node_modules/vite'), { recursive: true })
    expect(materials(copy).isMet()).toBe(false)
  })
})

describe('the page on upgrading', () => {
  const page = readFileSync(join(root, 'docs/upgrade.md'), 'utf8')
  const [, block = ''] = /```\n([\s\S]*?)```/.exec(page)!
  const lines = block.trim().split('\n')

  it('saves before it changes, restarts only after a build that ended well, and takes away last', () => {
    const at = (part: string) => lines.findIndex((line) => line.includes(part))
    expect(lines.slice(0, -1).every((line) => line.endsWith(' &&'))).toBe(true)
    const order = ['doorward backup', 'git pull', 'npm run build', 'npm prune', 'systemctl restart']
    expect(order.map(at)).toEqual([...order.map(at)].sort((a, b) => a - b))
    expect(order.map(at)).not.toContain(-1)
  })

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    for (const [, name = ''] of block.matchAll(/npm run (\w+)/g)) expect(scripts).toHaveProperty(name)
  })
})

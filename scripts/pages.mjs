import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { newestNode } from './node.mjs'
import { run } from './run.mjs'

const sources = ['web', 'contract', 'vite.config.ts', 'package-lock.json']

/** The built pages in dist/web; the stamp beside them says from which sources. */
export function pages(root) {
  const stamp = join(root, 'dist', '.pages')
  const wanted = fingerprint(root)
  return {
    isMet: () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted,
    async meet() {
      console.error('Building the pages …')
      rmSync(stamp, { force: true })
      const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
      const env = { ...process.env, NODE_ENV: 'production' }
      await run(newestNode(root), [vite, 'build', '--logLevel', 'warn'], { cwd: root, env, output: 2 })
      writeFileSync(stamp, wanted)
    },
  }
}

function fingerprint(root) {
  const hash = createHash('sha256')
  for (const source of sources)
    for (const file of filesOf(join(root, source)))
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesOf(path) {
  const entries = list(path)
  if (!entries) return [path]
  return entries.filter((name) => !/\.test\.tsx?$/.test(name)).flatMap((name) => filesOf(join(path, name)))
}

function list(path) {
  try {
    return readdirSync(path).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return null
    throw error
  }
}

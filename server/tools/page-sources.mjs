// Shared with scripts/pages.mjs, which runs on Node 20 before anything is installed: Node's own modules only.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What the pages are built from. */
const sources = ['web', 'contract', 'vite.config.ts', 'package-lock.json']

/** In the folder of the built pages: from which sources they are. */
export const stampName = 'built-from.json'

/** The hash of each source in the folder `root`; one that is not there is left out, as an image has no pages to build. */
export function pageSources(root) {
  const there = sources.filter((source) => existsSync(join(root, source)))
  return Object.fromEntries(there.map((source) => [source, hashOf(root, source)]))
}

/** Why the built pages are not those of what stands in `root`, as a sentence; null where they are. */
export function pagesFault(root) {
  const stamp = join(root, 'dist', 'web', stampName)
  if (!existsSync(stamp)) return 'The pages are not built. Run "npm run build".'
  const built = JSON.parse(readFileSync(stamp, 'utf8'))
  const others = Object.entries(pageSources(root)).filter(([source, hash]) => built[source] !== hash)
  if (others.length === 0) return null
  const names = others.map(([source]) => source).join(', ')
  return `The pages were built from another version (${names}). Run "npm run build", and see that it ends well.`
}

function hashOf(root, source) {
  const hash = createHash('sha256')
  for (const file of filesOf(join(root, source)))
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 32)
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).sort()
  return names.filter((name) => !/\.test\.tsx?$/.test(name)).flatMap((name) => filesOf(join(path, name)))
}

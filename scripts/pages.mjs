import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageSources, pagesFault, stampName } from '../server/tools/page-sources.mjs'
import { newestNode } from './node.mjs'
import { run } from './run.mjs'

/**
 * The built pages in dist/web; a stamp among them says from which sources. They are built beside those that a server may be
 * showing just now, and take their place only when they are whole.
 */
export function pages(root) {
  const built = join(root, 'dist', 'web')
  const next = join(root, 'dist', 'next')
  return {
    isMet: () => pagesFault(root) === null,
    async meet() {
      console.error('Building the pages …')
      const sources = pageSources(root)
      const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
      const args = ['build', '--logLevel', 'warn', '--outDir', next, '--emptyOutDir']
      const env = { ...process.env, NODE_ENV: 'production' }
      await run(newestNode(root), [vite, ...args], { cwd: root, env, output: 2 })
      const assets = readdirSync(join(next, 'assets'))
      keepLastAssets(built, next)
      writeFileSync(join(next, stampName), JSON.stringify({ ...sources, assets }, null, 2))
      takePlace(next, built)
    },
  }
}

/** Those of the last build, and of none before it: pages that are open go on asking for them, and so does a server until it restarts. */
function keepLastAssets(built, next) {
  const stamp = join(built, stampName)
  if (!existsSync(stamp)) return
  for (const name of JSON.parse(readFileSync(stamp, 'utf8')).assets)
    cpSync(join(built, 'assets', name), join(next, 'assets', name), { force: false })
}

function takePlace(next, built) {
  const last = `${built}.last`
  rmSync(last, { recursive: true, force: true })
  if (existsSync(built)) renameSync(built, last)
  renameSync(next, built)
  rmSync(last, { recursive: true, force: true })
}

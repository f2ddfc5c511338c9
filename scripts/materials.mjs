import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

/** The dependencies of the folder `root`; the stamp of the last finished install says which they are. */
export function materials(root, what = 'what Doorward is made of') {
  const stamp = join(root, 'node_modules', '.doorward')
  const wanted = fingerprint(root)
  return {
    isMet: () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && areThere(root),
    async meet() {
      console.error(`Installing ${what} …`)
      // The stamp goes first, so that an interrupted install is not taken for a finished one.
      rmSync(stamp, { force: true })
      await install(root)
      writeFileSync(stamp, wanted)
    },
  }
}

/** Development and optional packages are named because NODE_ENV=production would leave them out. None needs its scripts. */
async function install(root) {
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--loglevel=error']
  const [npm, ...first] = npmCommand()
  await run(npm, [...first, ...args], { cwd: root, output: 2 })
}

/** `npm prune` takes packages away and leaves the stamp. Optional ones are not for every machine. */
function areThere(root) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  return Object.keys({ ...dependencies, ...devDependencies }).every((name) =>
    existsSync(join(root, 'node_modules', name, 'package.json')),
  )
}

/** What the stamp of a finished install says. */
export function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)))
  return hash.update(`${process.platform} ${process.arch}`).digest('hex')
}

/** The npm that started us, else the one on the path. */
function npmCommand() {
  const starter = process.env.npm_execpath
  return starter?.endsWith('npm-cli.js') ? [process.execPath, starter] : ['npm']
}

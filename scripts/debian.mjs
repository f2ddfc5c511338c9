import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

/** What the tests use beside npm packages: the Debian package, and whether it is there. */
const packages = {
  chromium: () => existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium'),
  postgresql: () => versionsOfPostgres().some((folder) => existsSync(join(folder, 'bin', 'initdb'))),
  oathtool: () => isOnPath('oathtool'),
  'zbar-tools': () => isOnPath('zbarimg'),
  nginx: () => isOnPath('nginx'),
  faketime: () => isOnPath('faketime'),
  'fiu-utils': () => isOnPath('fiu-run'),
}

/** Half the processor time of the whole Chromium, which serves as well where apt has no such package or we may not install it. */
const lighter = 'chromium-headless-shell'

/** Installed through apt where they are missing and we may; else the advice what to install. */
export function debianPackages() {
  return { isMet: () => missingPackages().length === 0 && !wantsLighter(), meet }
}

async function meet() {
  const missing = missingPackages()
  if (missing.length > 0) await install(missing)
  if (wantsLighter()) await install([lighter]).catch(() => console.error('The tests use the whole Chromium.'))
}

async function install(missing) {
  const args = ['install', '-qq', '-y', '--no-install-recommends', ...missing]
  const advice = `Please install what the tests need: sudo apt-get install --no-install-recommends ${missing.join(' ')}`
  if (!mayInstall()) throw new Error(advice)
  console.error(`Installing ${missing.join(', ')} …`)
  // Run level 1 keeps packages from starting their services: the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  try {
    await run('apt-get', ['update', '-qq'], { env, output: 2 })
    await run('apt-get', args, { env, output: 2 })
  } catch (error) {
    throw new Error(`${error.message}\n${advice}`)
  }
}

function missingPackages() {
  return Object.keys(packages).filter((name) => !packages[name]())
}

function wantsLighter() {
  return process.env.CHROMIUM === undefined && mayInstall() && !existsSync(`/usr/bin/${lighter}`)
}

function mayInstall() {
  return process.getuid?.() === 0 && isOnPath('apt-get')
}

function versionsOfPostgres() {
  const home = '/usr/lib/postgresql'
  return existsSync(home) ? readdirSync(home).map((version) => join(home, version)) : []
}

/** System folders count too: they are not on everybody's path. */
function isOnPath(program) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}

import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyFile, migrateAt } from './empty-database.ts'

const prefix = 'doorward-tests-'

/** Everything a run puts down lies in one folder, which goes with it; a run that was killed leaves its own to the next one. */
export default async function setup(): Promise<undefined | (() => void)> {
  if (process.env.TEST_FOLDER) return
  removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // PostgreSQL does not run as root and has to come through.
  chmodSync(folder, 0o711)
  process.env.TEST_FOLDER = folder
  process.env.TMPDIR = folder
  // A program that a test starts finds compiled what the first one has loaded: half of what a start costs.
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled')
  await migrateAt(`sqlite:${emptyFile()}`)
  return () => rmSync(folder, { recursive: true, force: true })
}

function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? []
    if (pid && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerProcess, startServerProcess } from './server-process.ts'

export type DoorwardProcess = ServerProcess

export interface DoorwardSettings {
  /** As in the environment, without `DOORWARD_`: `{ DATABASE: 'postgres://…' }`. Trial mode unless `URL` is given. */
  settings?: (url: string) => Record<string, string>
  /** True for the test build that compares passwords as they are: see plain-doorward.ts. */
  withoutHash?: boolean
}

const root = join(import.meta.dirname, '..')

/** Gone at the end of this process at the latest. */
export function makeDataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'doorward-bench-'))
  const remove = () => rmSync(path, { recursive: true, force: true })
  process.once('exit', remove)
  return { path, remove }
}

/** The real server in a process of its own, on a data folder that may exist already. */
export function startDoorward(
  dataFolder: string,
  { settings = () => ({}), withoutHash = false }: DoorwardSettings = {},
): Promise<DoorwardProcess> {
  const env = (url: string) => environmentOf(dataFolder, url, settings(url))
  const script = withoutHash
    ? join(import.meta.dirname, 'plain-doorward.ts')
    : join(root, 'server', 'main.ts')
  return startServerProcess({ script, env, firstPath: '/api/health' })
}

function environmentOf(dataFolder: string, url: string, settings: Record<string, string>) {
  const all = { DATA: dataFolder, LISTEN: `127.0.0.1:${new URL(url).port}`, ...settings }
  const own = Object.entries(all).map(([name, value]) => [`DOORWARD_${name}`, value])
  return Object.fromEntries(
    // Trial mode is not had in production.
    settings.URL ? own : [...own, ['DOORWARD_TRIAL', '1'], ['NODE_ENV', 'development']],
  )
}

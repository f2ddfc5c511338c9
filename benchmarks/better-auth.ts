import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { People } from './people.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

/** See peers/settings.mjs. */
export interface BetterAuthSettings {
  /** `sqlite:PATH` or `postgres://…` */
  database: string
  hashing: 'argon2id' | 'none'
  /** Sessions are answered from a signed cookie for five minutes: a session that was ended still passes so long. */
  cookieCache: boolean
  /** Where its mail goes. */
  smtpPort: number
}

const script = (name: string) => join(import.meta.dirname, 'peers', name)

/** Makes its tables in an empty database, and so many people. */
export async function fillBetterAuth(
  settings: BetterAuthSettings,
  { count, password, appKey }: People,
): Promise<void> {
  const args = [
    JSON.stringify({ ...settings, url: 'http://localhost:1' }),
    JSON.stringify({ count, password, appKey }),
  ]
  await promisify(execFile)(process.execPath, ['--no-warnings', script('fill.mjs'), ...args])
}

export function startBetterAuth(settings: BetterAuthSettings): Promise<ServerProcess> {
  return startServerProcess({
    script: script('server.mjs'),
    args: (url) => [JSON.stringify({ ...settings, url })],
    firstPath: '/api/auth/ok',
  })
}

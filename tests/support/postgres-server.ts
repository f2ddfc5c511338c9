import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { until } from './until.ts'

export interface PostgresServer {
  /** `postgres://…/postgres`, on loopback. */
  url: string
  stop(): Promise<void>
}

interface Owner {
  uid: number
  gid: number
}

/** The system's newest PostgreSQL on a folder and a port of its own. It forgets at a power cut, and ends when we do. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-postgres-'))
  const who = unprivileged()
  if (who) chownSync(folder, who.uid, who.gid)
  execFileSync(
    program('initdb'),
    ['-D', join(folder, 'data'), '-U', 'doorward', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    {
      ...who,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const port = await freePort()
  const child = launch(folder, port, who)
  const url = `postgres://doorward@127.0.0.1:${port}/postgres`
  const stop = () => end(child)
  await answers(url, child).catch(async (error) => {
    await stop()
    throw error
  })
  return { url, stop }
}

/** The shell waits on a pipe from us: however we end, it closes, PostgreSQL is told to stop at once, and its folder goes. */
function launch(folder: string, port: number, who: Owner | undefined): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 200,
    log_min_messages: 'fatal',
    // A database may be told to note what it is asked (asked-locks.ts).
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'statements.log',
    log_rotation_age: 0,
    log_rotation_size: 0,
    log_line_prefix: '%d|%v|',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const leash = '"$@" </dev/null & child=$!; cat >/dev/null; kill -QUIT $child; wait $child; rm -rf "$PWD"'
  return spawn('sh', ['-c', leash, 'sh', program('postgres'), '-D', join(folder, 'data'), ...flags], {
    ...who,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: Ctrl-C ends us first, then the pipe ends it.
    detached: true,
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdin?.end()
  await ended
}

/** Throws where the program ended instead. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  await until(async () => {
    if (child.exitCode !== null) throw new Error('PostgreSQL did not come up')
    const client = new Client({ connectionString: url })
    return client.connect().then(
      async () => {
        await client.end()
        return true
      },
      () => false,
    )
  }, 'PostgreSQL')
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function program(name: string): string {
  const home = '/usr/lib/postgresql'
  const newest = readdirSync(home)
    .map(Number)
    .sort((left, right) => right - left)[0]
  return join(home, String(newest), 'bin', name)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

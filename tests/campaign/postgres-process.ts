import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { freePort } from './server-process.ts'

/** A PostgreSQL of the campaign's own that keeps what it says is kept, as an organization would run it. */
export interface PostgresProcess {
  url: string
  /** `fast` cuts every connection and shuts down in order; `immediate` is a crash, and it recovers at the start. */
  stop(how: 'fast' | 'immediate'): void
  start(): void
  /** Takes no time from the processors any more: nothing is answered, and nothing is hung up. */
  freeze(): void
  thaw(): void
  /** As somebody who looks after the database. */
  command(text: string): Promise<void>
  close(): void
}

export async function startPostgresProcess(): Promise<PostgresProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-campaign-postgres-'))
  const who = unprivileged()
  if (who) chownSync(folder, who.uid, who.gid)
  const data = join(folder, 'data')
  const run = (name: string, words: readonly string[]) =>
    execFileSync(program(name), words, {
      ...who,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  run('initdb', ['-D', data, '-U', 'doorward', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  const port = await freePort()
  const url = `postgres://doorward@127.0.0.1:${port}/postgres`
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60`
  const start = () =>
    run('pg_ctl', ['-D', data, '-s', '-w', '-t', '600', '-l', join(folder, 'log'), '-o', options, 'start'])
  const stop = (how: string) => run('pg_ctl', ['-D', data, '-s', '-w', '-t', '600', '-m', how, 'stop'])
  let isRunning = false
  let frozen: number[] = []
  const self: PostgresProcess = {
    url,
    start() {
      if (!isRunning) start()
      isRunning = true
    },
    stop(how) {
      if (isRunning) stop(how)
      isRunning = false
    },
    freeze() {
      frozen = processesOf(data)
      for (const pid of frozen) signal(pid, 'SIGSTOP')
    },
    thaw() {
      for (const pid of frozen.splice(0)) signal(pid, 'SIGCONT')
    },
    async command(text) {
      const client = new Client({ connectionString: url })
      client.on('error', () => {})
      await client.connect()
      await client.query(text).finally(() => client.end().catch(() => {}))
    },
    close() {
      process.off('exit', self.close)
      self.thaw()
      self.stop('immediate')
      rmSync(folder, { recursive: true, force: true })
    },
  }
  process.once('exit', self.close)
  self.start()
  return self
}

/** The server, and a process for each connection. */
function processesOf(data: string): number[] {
  const own = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const children = readFileSync(`/proc/${own}/task/${own}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return [own, ...children.map(Number)]
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name)
  } catch {
    // That connection ended in the meantime.
  }
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
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

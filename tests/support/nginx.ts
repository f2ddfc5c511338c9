import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './until.ts'

export interface Nginx {
  /** Ends at once, and removes its folder. */
  stop(): Promise<void>
}

export interface NginxSettings {
  port: number
  /** `127.0.0.1:PORT` of each node. */
  nodes: readonly [string, string]
  /** Lines for the `server` block, beside what the documentation says. */
  more?: string
}

const page = join(import.meta.dirname, '../../docs/scale.md')

/** A real nginx with the configuration that docs/scale.md advises, asking the nodes in turn. It ends when we do. */
export async function startNginx(settings: NginxSettings): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-nginx-'))
  writeFileSync(join(folder, 'nginx.conf'), configuration(settings))
  const child = launch(folder)
  if (!(await listens(settings.port, child))) {
    await end(child)
    throw new Error('nginx did not come up')
  }
  return { stop: () => end(child) }
}

/** What a package would say around our block. One worker, so that the nodes are asked strictly in turn. */
function configuration({ port, nodes, more = '' }: NginxSettings): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${name};`)
    .join(' ')
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; worker_processes 1; pid nginx.pid; error_log error.log warn;
events { worker_connections 4096; }
http { access_log off; ${temporary}
${adviceFor(port, nodes).replace('    location / {', `${more}\n    location / {`)}
}
`
}

/** The block of the documentation, with our addresses in place of its own. Throws where it does not look as it did. */
function adviceFor(port: number, [first, second]: NginxSettings['nodes']): string {
  const advice = /```nginx\n(.+?)```/s.exec(readFileSync(page, 'utf8'))?.[1] ?? ''
  for (const part of ['10.0.0.11:3000', '10.0.0.12:3000', 'listen 443 ssl;', 'location / {'])
    if (!advice.includes(part)) throw new Error(`${page} no longer advises "${part}"`)
  return advice
    .replaceAll('10.0.0.11:3000', first)
    .replaceAll('10.0.0.12:3000', second)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replaceAll(/^ +ssl_.*;$/gm, '')
}

/** The shell waits on a pipe from us: however we end, it closes, nginx is told to stop at once, and its folder goes. */
function launch(folder: string): ChildProcess {
  const leash = '"$@" </dev/null & child=$!; cat >/dev/null; kill -TERM $child; wait $child; rm -rf "$PWD"'
  const nginx = ['nginx', '-p', `${folder}/`, '-c', 'nginx.conf', '-e', 'error.log']
  return spawn('sh', ['-c', leash, 'sh', ...nginx], {
    cwd: folder,
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdin?.end()
  await ended
}

function listens(port: number, child: ChildProcess): Promise<boolean> {
  return until(async () => child.exitCode !== null || answers(port)).then(() => child.exitCode === null)
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** A port nobody listens on, below those that outgoing connections take. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

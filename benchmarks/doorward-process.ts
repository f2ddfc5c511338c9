import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverFlags } from '../scripts/node-flags.mjs'

export interface DoorwardProcess {
  /** `http://localhost:PORT` */
  url: string
  /** Milliseconds from the start of the process to its first answer. */
  startedInMs: number
  /** Milliseconds of processor time that one piece of work took in all threads of the server: see probe.ts. */
  ask(work: ProbeWork): Promise<ProbeAnswer>
  residentMiB(): { now: number; peak: number }
  stop(): Promise<void>
}

/** `verify`: that many bare argon2id verifications, one after the other. 0 only reads the meter. */
export interface ProbeWork {
  verify: number
}

export interface ProbeAnswer {
  /** Processor time of the process so far, in milliseconds. */
  cpuMs: number
}

const root = join(import.meta.dirname, '..')
const flags = ['--disable-warning=ExperimentalWarning', ...serverFlags]
const mostStartMs = 30_000

export function makeDataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'doorward-bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The real server in trial mode, in a process of its own, on a data folder that may exist already. */
export async function startDoorward(dataFolder: string, { probe = false } = {}): Promise<DoorwardProcess> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const began = performance.now()
  const probeFlags = probe ? ['--import', join(import.meta.dirname, 'probe.ts')] : []
  const child = spawn(process.execPath, [...flags, ...probeFlags, join(root, 'server', 'main.ts')], {
    env: { ...process.env, DOORWARD_DATA: dataFolder, DOORWARD_LISTEN: `127.0.0.1:${port}` },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  await firstAnswer(child, `${url}/api/health`)
  return {
    url,
    startedInMs: performance.now() - began,
    async ask(work) {
      child.send(work)
      const [answer] = await once(child, 'message')
      return answer as ProbeAnswer
    },
    residentMiB: () => residentMiB(child.pid!),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      process.off('exit', kill)
    },
  }
}

async function firstAnswer(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + mostStartMs
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('The server did not come up')
}

function residentMiB(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

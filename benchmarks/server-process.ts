import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { serverEnvironment } from '../scripts/server-environment.mjs'

/** A server that is measured, in a process of its own, with the settings that the product runs with. */
export interface ServerProcess {
  /** `http://localhost:PORT` */
  url: string
  /** Milliseconds from the start of the process to its first answer. */
  startedInMs: number
  /** Processor time of all its threads so far, in milliseconds. */
  cpuMs(): Promise<number>
  /** Does some work in the server's process and then reads the meter: see probe.ts. */
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

export interface ServerSettings {
  /** The file that Node runs. */
  script: string
  args?: (url: string) => readonly string[]
  env?: (url: string) => Record<string, string>
  /** A path that is answered, with whatever status, once the server is there. */
  firstPath: string
}

const patience = 30_000
const baseFlags = ['--disable-warning=ExperimentalWarning']
const probe = ['--import', join(import.meta.dirname, 'probe.ts')]

export async function startServerProcess(settings: ServerSettings): Promise<ServerProcess> {
  const { script, args = () => [], env = () => ({}), firstPath } = settings
  const url = `http://localhost:${await freePort()}`
  const began = performance.now()
  const child = spawn(process.execPath, [...baseFlags, ...probe, script, ...args(url)], {
    env: { ...process.env, NODE_ENV: 'production', ...serverEnvironment, ...env(url) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  await firstAnswer(child, `${url}${firstPath}`)
  const startedInMs = performance.now() - began
  const ask = async (work: ProbeWork) => {
    child.send(work)
    const [answer] = await once(child, 'message')
    return answer as ProbeAnswer
  }
  return {
    url,
    startedInMs,
    ask,
    cpuMs: async () => (await ask({ verify: 0 })).cpuMs,
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
  const until = performance.now() + patience
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null)
    if (answer) return void (await answer.arrayBuffer())
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`The server did not come up: ${child.spawnargs.slice(0, 20).join(' ')}`)
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

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { serverEnvironment } from '../../scripts/server-environment.mjs'

export interface ServerProcess {
  url: string
  pid: number
  /** Milliseconds from the start of the process until it said it was ready. */
  readyInMs: number
  /** True once the process is gone, by itself or by us. */
  hasEnded(): boolean
  /** The last it said on its error output. */
  complaint(): string
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<void>
  /** SIGTERM: what is under way is finished. */
  stop(): Promise<void>
}

const program = join(import.meta.dirname, '../../server/main.ts')
const flags = ['--disable-warning=ExperimentalWarning']
/** Against hanging alone. */
const mostStartMs = 300_000

/** The real server, as `npm start` runs it, in a process of its own. @param settings as in the environment, without `DOORWARD_` */
export async function startServerProcess(
  settings: Record<string, string>,
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const own = Object.entries(settings).map(([name, value]) => [`DOORWARD_${name}`, value])
  const { PATH, HOME } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, [...flags, program], {
    env: {
      PATH,
      HOME,
      NODE_ENV: 'production',
      ...serverEnvironment,
      ...Object.fromEntries(own),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000)
  })
  const atOurEnd = () => child.kill('SIGKILL')
  process.once('exit', atOurEnd)
  const ended = once(child, 'exit').then(() => process.off('exit', atOurEnd))
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal)
    await ended
  }
  const url = settings.URL!
  // Its own address: the public one may be that of a proxy before several.
  if (!(await isReady(child, `http://${settings.LISTEN}`))) {
    await end('SIGKILL')
    throw new Error(`The server did not come up: ${complaint}`)
  }
  return {
    url,
    pid: child.pid!,
    readyInMs: performance.now() - began,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    complaint: () => complaint,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  const until = performance.now() + mostStartMs
  while (performance.now() < until && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/api/ready`).catch(() => null)
    if (answer?.ok) return true
    await pause(10)
  }
  return false
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

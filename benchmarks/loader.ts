import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ServerProcess } from './server-process.ts'
import type { Turn } from './turns.ts'

/** What the load generator asks: each path with each cookie, in turn. Ends after `seconds` or `requests`. */
export interface LoadPlan {
  url: string
  paths: readonly string[]
  /** Whole `Cookie` headers. */
  cookies: readonly string[]
  connections: number
  seconds?: number
  requests?: number
}

export interface LoadResult {
  answers: number
  perSecond: number
}

const mostMinutes = 10

export async function load(plan: LoadPlan): Promise<LoadResult> {
  return (await runApart('load.ts', plan)) as LoadResult
}

/** A turn under load, and what it cost the server. */
export async function loadTurn(server: ServerProcess, plan: Omit<LoadPlan, 'url'>): Promise<Turn> {
  const before = await server.cpuMs()
  const { answers, perSecond } = await load({ ...plan, url: server.url })
  return { perSecond, cpuMs: ((await server.cpuMs()) - before) / answers }
}

export function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** Each connection asks, waits for the answer and then `everyMs`. */
export interface LatencyPlan {
  /** With the path. */
  url: string
  cookie: string
  connections: number
  everyMs: number
  seconds: number
}

/** In milliseconds. */
export interface Latencies {
  answers: number
  p50: number
  p99: number
  most: number
}

export async function latencies(plan: LatencyPlan): Promise<Latencies> {
  return (await runApart('latency.ts', plan)) as Latencies
}

/** A load generator in a process of its own, given its plan and giving its result as JSON. */
async function runApart(script: string, plan: LoadPlan | LatencyPlan): Promise<unknown> {
  const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, script)]
  const running = promisify(execFile)(process.execPath, args, { timeout: mostMinutes * 60_000 })
  running.child.stdin?.end(JSON.stringify(plan))
  return JSON.parse((await running).stdout)
}

// Asks at an even pace on a few connections and notes how long each answer took: reads its plan from standard
// input and prints milliseconds, both as JSON: see loader.ts. Only addresses of this machine.
import { connect } from 'node:net'
import { setPriority } from 'node:os'
import { json } from 'node:stream/consumers'
import { lengthOfAnswer } from './answer.ts'
import type { Latencies, LatencyPlan } from './loader.ts'

const plan = (await json(process.stdin)) as LatencyPlan
const { hostname, port, host, pathname } = new URL(plan.url)
if (!['localhost', '127.0.0.1'].includes(hostname)) throw new Error('Only this machine is loaded')
stepForward()

const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${plan.cookie}\r\n\r\n`
const times: number[] = []
await Promise.all(Array.from({ length: plan.connections }, (_, at) => keepAsking(at)))
times.sort((left, right) => left - right)
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
const result: Latencies = { answers: times.length, p50: at(0.5), p99: at(0.99), most: times.at(-1)! }
process.stdout.write(JSON.stringify(result))

/** Who asks stands for another machine: what it waits for here is not the server. Only root may. */
function stepForward(): void {
  try {
    setPriority(-15)
  } catch {
    // As good as it gets.
  }
}

function keepAsking(place: number): Promise<void> {
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true)
  const until = performance.now() + plan.seconds * 1000
  let askedAt = 0
  let held = Buffer.alloc(0)
  const ask = () => {
    if (performance.now() > until) return void socket.end()
    askedAt = performance.now()
    socket.write(request)
  }
  socket.on('connect', () => setTimeout(ask, (plan.everyMs / plan.connections) * place))
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (lengthOfAnswer(held) === undefined) return
    if (held.toString('latin1', 0, 11) !== 'HTTP/1.1 20') throw new Error(held.toString('latin1', 0, 200))
    held = Buffer.alloc(0)
    times.push(performance.now() - askedAt)
    setTimeout(ask, plan.everyMs)
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject).on('close', () => resolve())
  })
}

// A load generator in a process of its own: reads its plan from standard input and prints how it went, both as
// JSON: see loader.ts.
// One request at a time on each kept-alive connection. Only addresses of this machine.
import { connect, type Socket } from 'node:net'
import { json } from 'node:stream/consumers'
import { lengthOfAnswer } from './answer.ts'
import type { LoadPlan, LoadResult } from './loader.ts'

const plan = (await json(process.stdin)) as LoadPlan
const { hostname, port, host } = new URL(plan.url)
if (!['localhost', '127.0.0.1'].includes(hostname)) throw new Error('Only this machine is loaded')

const requests = plan.cookies.flatMap((cookie) =>
  plan.paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`, 'latin1'),
  ),
)
const began = performance.now()
const until = plan.seconds === undefined ? Number.POSITIVE_INFINITY : began + plan.seconds * 1000
const most = plan.requests ?? Number.POSITIVE_INFINITY
let asked = 0
let answers = 0

await Promise.all(
  Array.from({ length: plan.connections }, () => keepAsking(connect(Number(port), '127.0.0.1'))),
)
const seconds = (performance.now() - began) / 1000
process.stdout.write(JSON.stringify({ answers, perSecond: answers / seconds } satisfies LoadResult))

function keepAsking(socket: Socket): Promise<void> {
  let held = Buffer.alloc(0)
  const ask = () => {
    if (asked >= most || performance.now() > until) socket.end()
    else socket.write(requests[asked++ % requests.length]!)
  }
  socket.setNoDelay(true)
  socket.on('connect', ask)
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (lengthOfAnswer(held) === undefined) return
    if (held.toString('latin1', 0, 11) !== 'HTTP/1.1 20')
      throw new Error(`Unexpected answer: ${held.toString('latin1', 0, 200)}`)
    held = Buffer.alloc(0)
    answers++
    ask()
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject).on('close', () => resolve())
  })
}

// A load generator in a process of its own: `load.ts URL COOKIE CONNECTIONS SECONDS` prints the answers a second as JSON.
// One request at a time on each kept-alive connection. Only addresses of this machine.
import { connect, type Socket } from 'node:net'

const [address = '', cookie = '', connections = '32', seconds = '2'] = process.argv.slice(2)
const { hostname, port, pathname, host } = new URL(address)
if (!['localhost', '127.0.0.1'].includes(hostname)) throw new Error('Only this machine is loaded')

const request = Buffer.from(
  `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`,
  'latin1',
)
const until = performance.now() + Number(seconds) * 1000
let answers = 0

const sockets = Array.from({ length: Number(connections) }, () =>
  keepAsking(connect(Number(port), '127.0.0.1')),
)
await Promise.all(sockets)
process.stdout.write(JSON.stringify({ perSecond: answers / Number(seconds) }))

function keepAsking(socket: Socket): Promise<void> {
  let held = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('connect', () => socket.write(request))
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const length = lengthOf(held)
    if (length === undefined || held.length < length) return
    held = Buffer.alloc(0)
    if (performance.now() > until) {
      socket.end()
      return
    }
    answers++
    socket.write(request)
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject).on('close', () => resolve())
  })
}

/** Bytes of the whole answer, once its head is there. */
function lengthOf(answer: Buffer): number | undefined {
  const end = answer.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const head = answer.toString('latin1', 0, end)
  if (!head.startsWith('HTTP/1.1 20')) throw new Error(`Unexpected answer: ${head.split('\r\n')[0]}`)
  const found = /\r\ncontent-length: (\d+)/i.exec(head)
  return end + 4 + Number(found?.[1] ?? 0)
}

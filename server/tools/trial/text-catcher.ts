import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { Caught } from './caught-messages.ts'

const mostBytes = 64 * 1024
const Body = z.object({ to: z.string(), text: z.string() })

/** A text message gateway on loopback and a port of its own, for the form that our generic gateway sender speaks. */
export async function startTextCatcher(caught: (message: Caught) => void) {
  const server = createServer(async (request, response) => {
    const body = await read(request).catch(() => undefined)
    if (body) caught({ channel: 'text', to: body.to, body: body.text })
    response.writeHead(body ? 202 : 400).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.on('error', () => {})
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Throws where it is not what a gateway is given. */
async function read(request: IncomingMessage): Promise<z.infer<typeof Body>> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > mostBytes) throw new Error('too long')
    chunks.push(chunk)
  }
  return Body.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
}

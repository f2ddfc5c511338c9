// A server that does nothing but verify the password that is sent with it: nobody who hashes can be faster.
// `hash-server.ts PORT HASH`
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { verify } from '@node-rs/argon2'

const [port, stored] = process.argv.slice(2)
createServer(async (request, response) => {
  const { password } = (request.method === 'POST' ? await json(request) : {}) as { password?: string }
  const isRight = password === undefined || (await verify(stored!, password))
  response.writeHead(isRight ? 200 : 401, ['content-length', '4']).end('done')
}).listen(Number(port), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))

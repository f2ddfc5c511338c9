// The least a Node server can do: 204 to everything. Prints its port.
import { createServer } from 'node:http'

const server = createServer((_, response) => {
  response.statusCode = 204
  response.end()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
})

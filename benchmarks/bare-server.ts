// The least a Node server can do: 204 to everything. `bare-server.ts PORT`
import { createServer } from 'node:http'

createServer((_, response) => {
  response.statusCode = 204
  response.end()
}).listen(Number(process.argv[2]), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))

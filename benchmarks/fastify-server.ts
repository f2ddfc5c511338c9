// The least a Fastify server can do: 204 to one address. `fastify-server.ts PORT`
import fastify from 'fastify'

const app = fastify()
app.get('/', (_, reply) => reply.status(204).send())
await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) })
process.on('SIGTERM', () => process.exit(0))

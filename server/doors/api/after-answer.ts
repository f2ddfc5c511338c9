import type { FastifyRequest } from 'fastify'
import type { Door } from '../door.ts'

/** Starts work when the answer of a request has left, so that its time tells nothing of the work. */
export type AfterAnswer = (request: FastifyRequest, work: () => Promise<void>) => void

/** Closing the server waits for what is under way. Failures are logged, for nobody waits for an answer. */
export function afterAnswer({ app, world }: Pick<Door, 'app' | 'world'>): AfterAnswer {
  const planned = new WeakMap<FastifyRequest, () => Promise<void>>()
  const running = new Set<Promise<void>>()
  app.addHook('onResponse', async (request) => {
    const work = planned.get(request)
    if (!work) return
    const run = work()
      .catch((error: unknown) => world.log.error({ requestId: request.id, err: error }, 'fault after answer'))
      .finally(() => running.delete(run))
    running.add(run)
  })
  app.addHook('onClose', async () => {
    await Promise.all(running)
  })
  return (request, work) => planned.set(request, work)
}

import { enableCompileCache } from 'node:module'
import type { Config } from '../../server/config.ts'
import type { Catchers } from '../../server/tools/trial/catchers.ts'
import { clockOfAnother } from './nodes-clock.ts'

/** What a test asks of the process that is its second node. */
export type NodeOrder = { kind: 'start'; id: number; order: NewNode } | { kind: 'stop'; id: number }

export interface NewNode {
  config: Config
  clockFile: string
  /** Of the first node; null outside trial mode. */
  trial: (Pick<Catchers, 'smtpUrl' | 'smsUrl'> & { publicUrl: string }) | null
}

export interface NodeAnswer {
  id: number
  port: number
  /** Null where all went well. */
  fault: string | null
}

enableCompileCache()
const { compose } = await import('../../server/compose.ts')
type Doorward = Awaited<ReturnType<typeof compose>>
const nodes = new Map<number, Doorward>()

process.on('message', async (order: NodeOrder) => {
  const answer: NodeAnswer = { id: order.id, port: 0, fault: null }
  try {
    if (order.kind === 'start') answer.port = await start(order.id, order.order)
    else await nodes.get(order.id)?.stop()
  } catch (error) {
    answer.fault = String(error)
  }
  process.send?.(answer)
})
process.on('disconnect', () => process.exit())

async function start(id: number, { config, clockFile, trial }: NewNode): Promise<number> {
  const clock = clockOfAnother(clockFile)
  const catchers = trial && { ...trial, messages: () => [], close: async () => {} }
  const doorward = await compose(config, { clock, ...(catchers && { catchers }) })
  nodes.set(id, doorward)
  tellTestTime(doorward)
  await doorward.start()
  if (trial) doorward.world.publicUrl = trial.publicUrl
  const address = doorward.app.server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Pages take the server's time from this header. */
function tellTestTime({ app, world }: Doorward): void {
  app.server.prependListener('request', (_, response) => {
    response.setHeader('Date', world.clock.now().toUTCString())
  })
}

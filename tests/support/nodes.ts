import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { NewNode, NodeAnswer, NodeOrder } from './nodes-process.ts'

/** `TEST_NODES=2`: every server that a test starts is two processes behind nginx, on one PostgreSQL. */
export const onTwoNodes = process.env.TEST_NODES === '2'

let child: ChildProcess | undefined
let orders = 0

/** A second node in another process, which is started once for a file of tests. */
interface SecondNode {
  port: number
  stop(): Promise<void>
}

export async function startSecondNode(order: NewNode): Promise<SecondNode> {
  const id = orders++
  const { port } = await ask({ kind: 'start', id, order })
  return { port, stop: async () => void (await ask({ kind: 'stop', id })) }
}

function ask(order: NodeOrder): Promise<NodeAnswer> {
  child ??= startChild()
  const process = child
  process.ref()
  return new Promise((resolve, reject) => {
    const heard = (answer: NodeAnswer) => {
      if (answer.id !== order.id) return
      process.off('message', heard)
      process.unref()
      if (answer.fault === null) resolve(answer)
      else reject(new Error(answer.fault))
    }
    process.on('message', heard)
    process.send(order)
  })
}

/** It ends with us: the channel closes. */
function startChild(): ChildProcess {
  const { TEST_NODES: _, ...env } = process.env
  return fork(join(import.meta.dirname, 'nodes-process.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env,
  })
}

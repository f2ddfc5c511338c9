import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The Node that runs the product: this one when it is new enough, else the one from the dependencies. */
export function newestNode(root) {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  const brought = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(brought)) return brought
  throw new Error(
    `Doorward needs Node 24; this is ${process.versions.node}, and none comes along for ${process.platform} on ${process.arch}.`,
  )
}

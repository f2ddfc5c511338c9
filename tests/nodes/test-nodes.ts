import { createTestDatabase } from '../support/postgres.ts'
import { openTwoNodes, type TwoNodes } from './two-nodes.ts'

/** Two started nodes on a database of the test run; all of it is gone after `close`. */
export async function openTestNodes(people: number): Promise<TwoNodes> {
  const database = await createTestDatabase()
  const two = await openTwoNodes(database.url, people)
  const running = await Promise.all(two.nodes.map((node) => node.start()))
  return {
    ...two,
    async close() {
      for (const one of running) await one.stop()
      await two.close()
      await database.drop()
    },
  }
}

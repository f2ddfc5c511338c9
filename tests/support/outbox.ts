import type { TestServer } from './server.ts'
import { until } from './until.ts'

/** Nothing that was queued is still on its way. */
export async function outboxIsEmpty({ world }: Pick<TestServer, 'world'>): Promise<void> {
  const waiting = world.database.selectFrom('messages').select('id').where('state', '=', 'waiting')
  await until(async () => (await waiting.execute()).length === 0, 'the end of the outbox')
}

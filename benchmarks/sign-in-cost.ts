import { makeDataFolder, startDoorward } from './doorward-process.ts'
import type { Effort } from './effort.ts'
import { rememberedConnection } from './sign-in.ts'
import { median, type Row } from './table.ts'

const rounds = 7
const each = 40
/** Until the compiler has seen the path often enough; a server is warm for all but its first minute. */
const warmUp = 3000
const warmUpWhenQuick = 300
const most = 1.15

/**
 * Processor time of a whole sign-in on a remembered connection, against a bare verification in the same process. The two
 * take turns one by one, so that both find the caches and the memory as the other left them.
 */
export async function signInCost({ isQuick }: Effort): Promise<Row> {
  const folder = makeDataFolder()
  const server = await startDoorward(folder.path)
  const returning = await rememberedConnection(server.url)
  const beforehand = isQuick ? warmUpWhenQuick : warmUp
  for (let i = 0; i < beforehand; i++) await returning.signIn()
  const times: { signIn: number; verification: number }[] = []
  for (let round = 0; round < rounds; round++) {
    let signIn = 0
    let verification = 0
    for (let i = 0; i < each; i++) {
      const before = await server.cpuMs()
      await returning.signIn()
      const between = await server.cpuMs()
      await server.ask({ verify: 1 })
      const after = await server.cpuMs()
      signIn += (between - before) / each
      verification += (after - between) / each
    }
    times.push({ signIn, verification })
  }
  await server.stop()
  folder.remove()
  const signIn = median(times.map((time) => time.signIn))
  const verification = median(times.map((time) => time.verification))
  // Each round against itself: what else the machine does in the meantime falls on both.
  const ratio = median(times.map((time) => time.signIn / time.verification))
  return {
    what: 'sign-in on a remembered connection, processor time against one bare argon2id verification',
    figure: `${ratio.toFixed(2)} x (${signIn.toFixed(1)} ms to ${verification.toFixed(1)} ms)`,
    target: `at most ${most} x`,
    isMet: ratio <= most,
  }
}

import { makeDataFolder, startDoorward } from './doorward-process.ts'
import { rememberedConnection } from './sign-in.ts'
import { median, type Row } from './table.ts'

const rounds = 7
const each = 25
/** Until the compiler has seen the path often enough; a server is warm for all but its first minute. */
const warmUp = 500

/** Processor time of a whole sign-in on a remembered connection, against a bare verification in the same process. */
export async function signInCost(): Promise<Row> {
  const folder = makeDataFolder()
  const server = await startDoorward(folder.path, { probe: true })
  const returning = await rememberedConnection(server.url)
  const meter = async () => (await server.ask({ verify: 0 })).cpuMs
  const perOne = async (work: () => Promise<unknown>) => {
    const before = await meter()
    await work()
    return ((await meter()) - before) / each
  }
  const signIns = async () => {
    for (let i = 0; i < each; i++) await returning.signIn()
  }
  const verifications = () => server.ask({ verify: each })
  for (let i = 0; i < warmUp; i++) await returning.signIn()
  await verifications()
  const times: { signIn: number; verification: number }[] = []
  for (let round = 0; round < rounds; round++)
    times.push({ signIn: await perOne(signIns), verification: await perOne(verifications) })
  await server.stop()
  folder.remove()
  const signIn = median(times.map((time) => time.signIn))
  const verification = median(times.map((time) => time.verification))
  // Each round against itself: what else the machine does in the meantime falls on both.
  const ratio = median(times.map((time) => time.signIn / time.verification))
  return {
    what: 'sign-in on a remembered connection, processor time against one bare argon2id verification',
    figure: `${ratio.toFixed(2)} x (${signIn.toFixed(1)} ms to ${verification.toFixed(1)} ms)`,
    target: 'at most 1.25 x',
    isMet: ratio <= 1.25,
  }
}

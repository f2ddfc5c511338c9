// Loaded into the process of every server that is measured: reads its processor time, and does bare verifications there.
import type { ProbeAnswer, ProbeWork } from './server-process.ts'

const password = 'correct horse battery staple'
let stored: string | undefined

process.on('message', async ({ verify: times }: ProbeWork) => {
  if (times > 0) await verifyBare(times)
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000 } satisfies ProbeAnswer)
})
process.channel?.unref()

/** Loaded only when it is asked for: most servers that are measured are not ours. */
async function verifyBare(times: number): Promise<void> {
  const { hash, verify } = await import('@node-rs/argon2')
  const { argon2Parameters } = await import('../server/tools/password-hasher.ts')
  stored ??= await hash(password, argon2Parameters)
  for (let i = 0; i < times; i++) await verify(stored, password)
}

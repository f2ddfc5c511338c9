// Loaded into the server's own process: reads its processor time and does bare verifications there, for comparison.
import { hash, verify } from '@node-rs/argon2'
import { argon2Parameters } from '../server/tools/password-hasher.ts'
import type { ProbeAnswer, ProbeWork } from './doorward-process.ts'

const password = 'correct horse battery staple'
let stored: string | undefined

process.on('message', async ({ verify: times }: ProbeWork) => {
  stored ??= await hash(password, argon2Parameters)
  for (let i = 0; i < times; i++) await verify(stored, password)
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000 } satisfies ProbeAnswer)
})
process.channel?.unref()

// A test build, started by the benchmark only: the whole product from its environment, but for passwords, which are kept
// and compared as they are, to show what a sign-in costs beside the hash. Nothing in the product leads here.
import { compose } from '../server/compose.ts'
import { readConfig } from '../server/config.ts'
import type { PasswordHasher } from '../server/tools/password-hasher.ts'

const passwords: PasswordHasher = {
  hash: async (password) => password,
  verify: async (password, stored) => password === stored,
  isWeak: () => false,
  load: () => ({ running: 0, waiting: 0, refused: 0 }),
}

const read = readConfig(process.env)
if ('faults' in read) throw new Error(read.faults.join('\n'))
const doorward = await compose(read.config, { passwords })
await doorward.start()
process.on('SIGTERM', () => void doorward.stop().then(() => process.exit(0)))

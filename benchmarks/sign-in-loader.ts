import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Product, Way } from './ways.ts'

/** So many sign-ins, spread over the connections. */
export interface Round {
  url: string
  product: Product
  way: Way
  connections: number
  signIns: number
  /** The first person; each of the others signs in once. */
  from: number
  /** How many people are remembered and sign in in turn; as many as there are connections where nothing is said. */
  remembered?: number
}

export type RoundResult = { seconds: number } | { fault: string }

/** The load generator for sign-ins, in a process of its own. */
export interface SignInLoader {
  /** Where it takes mail with codes. */
  smtpPort: number
  /** Seconds the round took. */
  run(round: Round): Promise<number>
  stop(): void
}

export async function startSignInLoader(): Promise<SignInLoader> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'sign-in-load.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error('The load generator ended')
  })
  ended.catch(() => {})
  const next = async () => ((await Promise.race([once(child, 'message'), ended])) as [unknown])[0]
  const smtpPort = (await next()) as number
  return {
    smtpPort,
    async run(round) {
      child.send(round)
      const result = (await next()) as RoundResult
      if ('fault' in result) throw new Error(`${round.product}, ${round.way}: ${result.fault}`)
      return result.seconds
    },
    stop: () => child.disconnect(),
  }
}

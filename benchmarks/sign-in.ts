import { setTimeout as pause } from 'node:timers/promises'
import { type Visitor, visitor } from '../tests/support/visitor.ts'

/** Signs a sample person in again and again on one connection, which the first time remembers. */
export interface Returning {
  visitor: Visitor
  signIn(): Promise<void>
}

export async function rememberedConnection(url: string, userName = 'BSMITH'): Promise<Returning> {
  const machine = visitor(url)
  const { answer: accounts } = await machine.call('GET /api/trial/accounts')
  const password = accounts!.find((account) => account.userName === userName)!.password
  const credentials = { userName, password }
  const { answer: kept } = await machine.call('GET /api/trial/messages')
  const first = await machine.call('POST /api/sign-in', credentials)
  if (first.answer?.step === 'code') await enterCode(machine, new Set(kept!.map(({ id }) => id)))
  const returning = {
    visitor: machine,
    async signIn() {
      for (const name of [...machine.cookies.keys()])
        if (!name.includes('machine')) machine.cookies.delete(name)
      const { answer, problem } = await machine.call('POST /api/sign-in', credentials)
      if (answer?.step !== 'done') throw new Error(`Not signed in at once: ${answer?.step ?? problem?.code}`)
    },
  }
  await returning.signIn()
  return returning
}

/** The code stands first in a message that was not there before. */
async function enterCode(machine: Visitor, old: ReadonlySet<string>): Promise<void> {
  const until = performance.now() + 10_000
  while (performance.now() < until) {
    const { answer: messages } = await machine.call('GET /api/trial/messages')
    const codes = messages!
      .filter(({ id }) => !old.has(id))
      .map(({ body }) => /^\s*(\d{4,8})\b/.exec(body)?.[1])
    const code = codes.find((one) => one !== undefined)
    if (code !== undefined) return useCode(machine, code)
    await pause(50)
  }
  throw new Error('No code came')
}

async function useCode(machine: Visitor, code: string): Promise<void> {
  const { answer, problem } = await machine.call('POST /api/sign-in/code', { code })
  if (answer?.step !== 'done') throw new Error(`The code was not taken: ${answer?.step ?? problem?.code}`)
}

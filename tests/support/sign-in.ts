import type { z } from 'zod'
import type { CodeStep } from '../../contract/api/sign-in.ts'
import { outboxIsEmpty } from './outbox.ts'
import type { TestServer } from './server.ts'
import { until } from './until.ts'
import type { Visitor } from './visitor.ts'

/** What a person types first. */
export async function giveUserNameAndPassword(server: TestServer, visitor: Visitor, userName: string) {
  return visitor.call('POST /api/sign-in', { userName, password: server.passwordOf(userName) })
}

/** Waits for the newest code to an address that came after `known` other messages; notices may come in between. */
export function newestCode(server: TestServer, to: string, known = 0): Promise<string> {
  return until(async () => {
    const messages = await messagesTo(server, to)
    const newer = messages.slice(0, messages.length - known)
    return newer.map((message) => /^\d{4,8}\b/.exec(message)?.[0]).find(Boolean)
  }, `a code to ${to}`)
}

/** Waits for a message to an address that came after `known` others. */
export function nextMessage(server: TestServer, to: string, known = 0): Promise<string> {
  return until(async () => {
    const messages = await messagesTo(server, to)
    return messages.length > known && messages[0]
  }, `a message to ${to}`)
}

/** The bodies, newest first. */
export async function messagesTo(server: TestServer, to: string): Promise<string[]> {
  const response = await fetch(`${server.url}/api/trial/messages?to=${encodeURIComponent(to)}`)
  const messages = (await response.json()) as { body: string }[]
  return messages.map(({ body }) => body)
}

/** From the user name to a session, by the e-mailed code; what was still on its way comes before. */
export async function signInByEmail(server: TestServer, visitor: Visitor, userName: string) {
  const to = `${userName.toLowerCase()}@harbor.example`
  await outboxIsEmpty(server)
  const known = (await messagesTo(server, to)).length
  const begun = await giveUserNameAndPassword(server, visitor, userName)
  if (begun.answer?.step !== 'code') return begun
  return visitor.call('POST /api/sign-in/code', { code: await newestCode(server, to, known) })
}

export function asCodeStep(step: unknown): z.infer<typeof CodeStep> {
  if ((step as { step: string } | undefined)?.step !== 'code')
    throw new Error(`no code was asked: ${JSON.stringify(step)}`)
  return step as z.infer<typeof CodeStep>
}

/** Another code of as many digits. */
export function otherCode(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
}

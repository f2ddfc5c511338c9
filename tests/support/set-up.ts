import type { Enrollment } from '../../contract/api/enrollment.ts'
import type { Step } from '../../contract/api/sign-in.ts'
import type { PreferenceCode } from '../../contract/words.ts'
import { commandLine } from '../../server/base/actor.ts'
import { removeFactors, saveFactor } from '../../server/features/factors/factors.store.ts'
import { finishSetUp, personById, undoSetUp } from '../../server/features/people/people.store.ts'
import { changePreference } from '../../server/features/preferences/change-preference.flow.ts'
import { appCode } from './authenticator-app.ts'
import { outboxIsEmpty } from './outbox.ts'
import type { TestServer } from './server.ts'
import { giveUserNameAndPassword } from './sign-in.ts'
import { until } from './until.ts'
import type { Visitor } from './visitor.ts'

export async function setPreference(server: TestServer, code: PreferenceCode, value: string): Promise<void> {
  const { id } = await server.world.database
    .selectFrom('organizations')
    .select('id')
    .executeTakeFirstOrThrow()
  await changePreference(server.world, { organizationId: id, by: commandLine, code, value })
}

export async function idOf(server: TestServer, userName: string): Promise<string> {
  const { id } = await server.world.database
    .selectFrom('people')
    .select('id')
    .where('user_name', '=', userName)
    .executeTakeFirstOrThrow()
  return id
}

/** The person as they were on their first day: nothing set up, nothing reset. */
export async function neverSetUp(server: TestServer, userName: string): Promise<void> {
  const personId = await idOf(server, userName)
  await removeFactors(server.world, personId)
  await undoSetUp(server.world, personId, null)
}

/** The person as they are once they have gone through the wizard with their e-mail address alone. */
export async function setUpByEmail(server: TestServer, userName: string): Promise<void> {
  const person = await personById(server.world, await idOf(server, userName))
  const { id: personId, organizationId, email: address } = person
  await saveFactor(server.world, { organizationId, personId, method: 'email', address, key: null })
  await finishSetUp(server.world, personId, 'email')
}

interface Kept {
  subject?: string
  body: string
}

async function kept(server: TestServer, to: string): Promise<Kept[]> {
  const response = await fetch(`${server.url}/api/trial/messages?to=${encodeURIComponent(to)}`)
  return (await response.json()) as Kept[]
}

/** Codes that were sent to an address, newest first; other messages are none. */
export async function codesTo(server: TestServer, to: string): Promise<string[]> {
  const found = (await kept(server, to)).map(({ subject, body }) =>
    /(?:^| code is )(\d{4,8})(?:$| is your )/m.exec(subject ?? body.split('\n')[0]!),
  )
  return found.flatMap((one) => one?.[1] ?? [])
}

/** Waits until more than `known` codes came, and gives the newest. */
export function nextCode(server: TestServer, to: string, known = 0): Promise<string> {
  return until(async () => {
    const codes = await codesTo(server, to)
    return codes.length > known && codes[0]
  }, `a code to ${to}`)
}

/** Waits for a message whose subject begins so, and gives its text. */
export async function letterTo(server: TestServer, to: string, subject: string): Promise<string> {
  const fits = (one: Kept) => one.subject?.startsWith(subject)
  const letter = await until(async () => (await kept(server, to)).find(fits), `"${subject}" to ${to}`)
  return letter.body
}

export async function subjectsTo(server: TestServer, to: string): Promise<string[]> {
  return (await kept(server, to)).flatMap(({ subject }) => subject ?? [])
}

/** How many codes came to an address, those that were still on their way among them: the next one is another. */
export async function codesSoFar(server: TestServer, to: string): Promise<number> {
  await outboxIsEmpty(server)
  return (await codesTo(server, to)).length
}

/** Sends the code to an address and enters it. */
export async function proveEmail(server: TestServer, visitor: Visitor, address: string) {
  const known = await codesSoFar(server, address)
  await visitor.call('POST /api/enrollment/email', { address })
  return visitor.call('POST /api/enrollment/email/code', { code: await nextCode(server, address, known) })
}

export async function provePhone(server: TestServer, visitor: Visitor, phone: string) {
  const known = await codesSoFar(server, phone)
  await visitor.call('POST /api/enrollment/text', { phone })
  return visitor.call('POST /api/enrollment/text/code', { code: await nextCode(server, phone, known) })
}

/** Another address of the profile, confirmed by the code that went to it. */
export async function changeAddress(
  server: TestServer,
  visitor: Visitor,
  field: 'email' | 'cellPhone',
  address: string,
  forCodes = false,
) {
  const known = await codesSoFar(server, address)
  await visitor.call('PATCH /api/profile', { [field]: address })
  const code = await nextCode(server, address, known)
  return visitor.call('POST /api/profile/new-address/code', { field, code, forCodes })
}

/** Makes a key and enters the code of the present half-minute; gives the key. */
export async function proveApp(server: TestServer, visitor: Visitor): Promise<string> {
  const { key } = (await visitor.call('POST /api/enrollment/app', {})).answer!
  const entered = await visitor.call('POST /api/enrollment/app/code', {
    code: appCode(key, server.clock.now()),
  })
  if (entered.answer?.methods.app.state !== 'ready') throw new Error('the app was not accepted')
  return key
}

/** The password, and the code by e-mail where one is asked for. */
export async function proveAnew(server: TestServer, visitor: Visitor, userName: string) {
  const to = `${userName.toLowerCase()}@harbor.example`
  const known = await codesSoFar(server, to)
  const begun = await visitor.call('POST /api/profile/proof', { password: server.passwordOf(userName) })
  if (begun.answer?.step !== 'code') return begun
  return visitor.call('POST /api/profile/proof/code', { code: await nextCode(server, to, known) })
}

/** From the user name to a session, by the e-mailed code, whatever else is mailed meanwhile. */
export async function getIn(server: TestServer, visitor: Visitor, userName: string): Promise<void> {
  const to = `${userName.toLowerCase()}@harbor.example`
  const known = await codesSoFar(server, to)
  const begun = await giveUserNameAndPassword(server, visitor, userName)
  if (begun.answer?.step === 'done') return
  const done = await visitor.call('POST /api/sign-in/code', { code: await nextCode(server, to, known) })
  if (done.answer?.step !== 'done') throw new Error(`${userName} did not get in`)
}

/** From the user name to a session that may change everything. */
export async function signInFresh(server: TestServer, visitor: Visitor, userName: string): Promise<void> {
  await getIn(server, visitor, userName)
  await proveAnew(server, visitor, userName)
}

/** The password leads to set-up. */
export async function beginSetUp(server: TestServer, visitor: Visitor, userName: string): Promise<void> {
  const begun = await giveUserNameAndPassword(server, visitor, userName)
  if (begun.answer?.step !== 'enroll') throw new Error(`not led to set-up: ${JSON.stringify(begun)}`)
}

/** The answer of `finish` in a sign-in. */
export function asStep(answer: Step | Enrollment | undefined): Step {
  if (!answer || !('step' in answer)) throw new Error(`not a step: ${JSON.stringify(answer)}`)
  return answer
}

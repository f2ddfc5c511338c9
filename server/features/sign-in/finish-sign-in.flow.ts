import type { LetThroughBy, Method } from '../../../contract/words.ts'
import { hour, later } from '../../base/duration.ts'
import { makeToken } from '../../tools/random.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { Caller } from '../machines/caller.ts'
import { useConnection } from '../machines/connections.store.ts'
import { issueMachineToken } from '../machines/machine-token.ts'
import {
  recognizeMachine,
  renewMachine,
  replaceMachineToken,
  useMachine,
} from '../machines/machines.store.ts'
import { noteSignIn, type Person } from '../people/people.store.ts'
import type { Decision } from '../policy/decision.ts'
import { toReasons } from '../policy/explain.ts'
import type { LoadedFacts } from '../policy/facts.store.ts'
import type { Facts } from '../policy/facts.ts'
import { insertSession } from '../sessions/sessions.store.ts'
import { sendNewConnectionNotice } from './new-connection.flow.ts'
import type { SignInResult } from './sign-in-result.ts'

export interface FinishedSignIn {
  person: Person
  caller: Caller
  decision: Decision
  /** What it was made from, as JSON; null where it was made before this was kept. */
  facts: string | null
  passwordAt: Date
  /** The factor proved in this sign-in; null where nothing was asked. */
  proved: { method: Method; at: Date } | null
  returnTo: string
  /** What is known of this person here, as read in this transaction. */
  loaded: LoadedFacts
}

/** R5.12: session, remembered connection, recognized machine, notice, audit; in the caller's transaction. */
export async function finishSignIn(world: World, input: FinishedSignIn): Promise<SignInResult> {
  const { person, decision, proved, returnTo, loaded } = input
  const machineToken = await tokenFor(world, input, loaded.connections.length > 0)
  const caller = { ...input.caller, machineToken }
  if (loaded.machine) await renewMachine(world, loaded.machine)
  const machineId = loaded.machine?.id ?? (await useMachine(world, person.organizationId, caller))
  const connection = await useConnection(world, { ...place(person, caller), machineId, proved })
  const recognizes =
    proved !== null && loaded.preferences.unidentifiedMachineOn && loaded.facts.machine.state !== 'recognized'
  if (recognizes) await recognizeMachine(world, machineId, { personId: person.id, ...caller })
  const sessionToken = makeToken(world.random)
  const sessionId = await insertSession(world, {
    ...place(person, caller),
    address: caller.address,
    token: sessionToken,
    machineId,
    connectionId: connection.id,
    passwordAt: input.passwordAt,
    secondFactorAt: proved?.at ?? lastProof(decision.letThroughBy, loaded.facts),
    method: proved?.method ?? null,
    letThroughBy: proved ? null : decision.letThroughBy,
    isFresh: proved !== null || !loaded.facts.person.isSetUp,
    idleMinutes: loaded.preferences.sessionIdleMinutes,
    expiresAt: later(world.clock.now(), loaded.preferences.sessionHours * hour),
  })
  await noteSignIn(world, person.id)
  if (connection.isNew && loaded.preferences.newConnectionNotice)
    await sendNewConnectionNotice(world, {
      person,
      caller,
      sessionId,
      machineId,
      connectionId: connection.id,
      proved,
      machineName: loaded.machine?.name ?? null,
    })
  await recordAudit(world, {
    organizationId: person.organizationId,
    actorId: person.id,
    personId: person.id,
    address: caller.address,
    event: 'signed-in',
    data: {
      sessionId,
      machineId,
      network: caller.network,
      browser: caller.browser,
      system: caller.system,
      method: proved?.method ?? null,
      letThroughBy: decision.letThroughBy,
      decision,
      machineRecognized: recognizes,
    },
    facts: input.facts,
  })
  return {
    step: { step: 'done', returnTo, reasons: toReasons(decision) },
    signInToken: null,
    sessionToken,
    machineToken,
  }
}

/**
 * A first proof on a machine gives it a new token, so that one planted in the browser beforehand, or copied before, is
 * worth nothing afterwards. Otherwise the machine keeps its token.
 */
async function tokenFor(
  world: World,
  { caller, proved }: FinishedSignIn,
  wasProvedHere: boolean,
): Promise<string> {
  const held = caller.machineToken
  if (held !== null && (proved === null || wasProvedHere)) return held
  const fresh = issueMachineToken(world.vault, makeToken(world.random))
  if (held !== null) await replaceMachineToken(world, held, fresh)
  return fresh
}

function place(person: Person, { network, browser, system }: Caller) {
  return { organizationId: person.organizationId, personId: person.id, network, browser, system }
}

/** R5.13: the time of the proof a sign-in rests on when it was let through. */
function lastProof(letThroughBy: LetThroughBy | null, facts: Facts): Date | null {
  if (letThroughBy === 'remembered-connection' && facts.connection.state === 'same')
    return facts.connection.provedAt
  if (letThroughBy === 'recognized-machine' && facts.machine.state === 'recognized')
    return facts.machine.recognizedAt
  return null
}

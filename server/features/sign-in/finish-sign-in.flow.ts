import type { LetThroughBy, Method } from '../../../contract/words.ts'
import { hour, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { makeToken } from '../../tools/random.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { Caller } from '../machines/caller.ts'
import { useConnection } from '../machines/connections.store.ts'
import { isStranger } from '../machines/key/machine-key.ts'
import { registerKey } from '../machines/key/machine-keys.store.ts'
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
import { belongsToSession } from '../revocation/before-sign-in.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { insertSession } from '../sessions/sessions.store.ts'
import { sendNewConnectionNotice } from './new-connection.flow.ts'
import type { SignInResult } from './sign-in-result.ts'
import { endReplacedSession } from './sign-out.flow.ts'

export interface FinishedSignIn {
  person: Person
  caller: Caller
  /** The half-finished sign-in in which something was set up; absent where nothing was. */
  signInId?: Id<'signIn'>
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
  const { machineId, machineToken, machineKey } = await useMachineHere(world, input)
  const caller = { ...input.caller, machineToken }
  const connection = await useConnection(world, { ...place(person, caller), machineId, proved })
  const recognizes =
    proved !== null && loaded.preferences.unidentifiedMachineOn && loaded.facts.machine.state !== 'recognized'
  if (recognizes) await recognizeMachine(world, machineId, { personId: person.id, ...caller })
  await endReplacedSession(world, caller)
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
    isFresh: proved !== null || !couldBeAsked(loaded.facts),
    idleMinutes: loaded.preferences.sessionIdleMinutes,
    expiresAt: later(world.clock.now(), loaded.preferences.sessionHours * hour),
  })
  if (input.signInId) await belongsToSession(world, input.signInId, sessionId)
  await noteSignIn(world, person.id)
  const isNew = connection.isNew || machineKey === 'replaced'
  if (isNew && loaded.preferences.newConnectionNotice)
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
      machineKey,
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

/** What became of the machine's key; null where it has none. `replaced` also where the browser has none to put in its place. */
type KeyOutcome = 'proved' | 'registered' | 'replaced' | null

/** The machine on which this sign-in ends, with the token and the key that it has from now on. */
async function useMachineHere(
  world: World,
  { person: { organizationId }, caller, proved, loaded: { machine, connections } }: FinishedSignIn,
): Promise<{ machineId: Id<'machine'>; machineToken: string; machineKey: KeyOutcome }> {
  const { machineToken: held, machineKey = null } = caller
  const registered = machine?.key ?? null
  const isStrange = isStranger({ registered, proved: machineKey })
  // Without the key, and without a factor, it is another machine, and this one stays as it is.
  const known = isStrange && !proved ? undefined : machine
  if (isStrange && known) await endWhatRestsOn(world, 'machine-key-replaced', { machineId: known.id })
  const wasProvedHere = connections.some(({ provedAt }) => provedAt !== null)
  const keepsToken = !isStrange && (proved === null || wasProvedHere)
  const machineToken =
    held !== null && keepsToken ? held : issueMachineToken(world.vault, makeToken(world.random))
  if (held !== null && machineToken !== held && proved) await replaceMachineToken(world, held, machineToken)
  if (known) await renewMachine(world, known)
  const machineId = known?.id ?? (await useMachine(world, organizationId, { ...caller, machineToken }))
  if (registered && !isStrange) return { machineId, machineToken, machineKey: 'proved' }
  if (proved && machineKey !== null) await registerKey(world, machineId, machineKey)
  const outcome = isStrange ? 'replaced' : machineKey === null ? null : 'registered'
  return { machineId, machineToken, machineKey: proved && outcome }
}

function place(person: Person, { network, browser, system }: Caller) {
  return { organizationId: person.organizationId, personId: person.id, network, browser, system }
}

/** By a way of their own, or by the cell phone that `UMA` asks by: who was not asked has changed nothing of it yet (T5). */
const couldBeAsked = ({ person, unidentifiedMachine }: Facts): boolean =>
  person.isSetUp || (unidentifiedMachine.on && person.hasCellPhone)

/** R5.13: the time of the proof a sign-in rests on when it was let through. */
function lastProof(letThroughBy: LetThroughBy | null, facts: Facts): Date | null {
  if (letThroughBy === 'remembered-connection' && facts.connection.state === 'same')
    return facts.connection.provedAt
  if (letThroughBy === 'recognized-machine' && facts.machine.state === 'recognized')
    return facts.machine.recognizedAt
  return null
}

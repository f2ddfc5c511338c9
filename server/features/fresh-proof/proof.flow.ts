import type { ProofStep } from '../../../contract/api/profile.ts'
import { cellPhoneMethod, type Method } from '../../../contract/words.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { closeOwned } from '../challenges/owned-challenges.store.ts'
import { checkOwnPassword } from '../credentials/check-password.flow.ts'
import type { Caller } from '../machines/caller.ts'
import { lockPerson } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { freshUntil } from '../sessions/freshness.ts'
import { freshenSession, type NewProof } from '../sessions/own-sessions.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { askForProof, proofOf, proofStep } from './proof-code.flow.ts'
import { firstOpen, isPhoneAsked } from './proof-methods.flow.ts'

export interface Proving {
  session: OpenSession
  caller: Caller
}

interface Beginning extends Proving {
  password: string
  /** An application wants a code by one of these, also where `2FA` is Off; absent where nothing does. */
  methods?: readonly Method[] | undefined
}

/**
 * The password, then a code where methods are set up and `2FA` is On, by the cell phone where `UMA` alone asks (T5), or where an application wants one (R13.5). Throws `wrong-password`, `slow-down`,
 * `method-not-available`, `method-locked`.
 */
export async function beginProof(
  world: World,
  { session, caller, password, methods }: Beginning,
): Promise<ProofStep> {
  const checked = await checkOwnPassword(world, { session, password })
  if (!checked) {
    await audit(world, { session, caller, event: 'wrong-password', data: { purpose: 'fresh-proof' } })
    throw new Problem('wrong-password')
  }
  return transaction(world, async (world) => {
    const person = await lockPerson(world, session.personId)
    if (!person.active || person.passwordHash !== checked.passwordHash) throw new Problem('no-session')
    await closeOwned(world, proofOf(session))
    const { twoFactorOn } = await loadPreferences(world, person.organizationId)
    const passwordAt = world.clock.now()
    if (!methods && (!twoFactorOn || person.setUpAt === null)) {
      if (await isPhoneAsked(world, person)) {
        const asked = { method: cellPhoneMethod, address: person.cellPhone }
        await askForProof(world, { session, caller, person, ...asked })
        return proofStep(world, session)
      }
      return proved(world, { session, caller, method: null, passwordAt })
    }
    if (person.setUpAt === null) throw new Problem('method-not-available')
    const method = await firstOpen(world, person, methods)
    await askForProof(world, { session, caller, person, method })
    return proofStep(world, session)
  })
}

/** The session is fresh for ten minutes; in the caller's transaction. */
export async function proved(
  world: World,
  { session, caller, method, passwordAt }: Proving & NewProof,
): Promise<ProofStep> {
  if (!(await freshenSession(world, session.id, { method, passwordAt }))) throw new Problem('no-session')
  await audit(world, { session, caller, event: 'fresh-proof', data: { method } })
  const now = world.clock.now()
  return { step: 'done', freshUntil: freshUntil({ freshAt: now }, now)!.toISOString() }
}

interface Event extends Proving {
  event: string
  data: Record<string, unknown>
}

async function audit(world: World, { session, caller, event, data }: Event): Promise<void> {
  const { organizationId, personId } = session
  await recordAudit(world, {
    organizationId,
    actorId: personId,
    personId,
    address: caller.address,
    event,
    data,
  })
}

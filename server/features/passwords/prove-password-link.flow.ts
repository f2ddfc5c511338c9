import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import type { Caller } from '../machines/caller.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { lockPerson } from '../people/people.store.ts'
import { loadFacts } from '../policy/facts.store.ts'
import { askBeforePassword } from '../sign-in/after-password.flow.ts'
import type { SignInResult } from '../sign-in/sign-in-result.ts'
import { giveUpSignIn } from '../sign-in/sign-ins.store.ts'
import { methodsBeside, openLink } from './password-links.flow.ts'
import { proofDecision } from './way-back-in.ts'

interface ProveLink {
  token: string
  caller: Caller
  /** The cookie of a sign-in that is under way in this browser: it ends here. */
  signInToken: string | null
}

/**
 * T1: a sign-in begins that asks by another way than the mailbox, and leads to the choice of the password. The link stays
 * until that is done. Throws `link-over`; `conflict` where no proof is wanted.
 */
export async function provePasswordLink(
  world: World,
  { token, caller, signInToken }: ProveLink,
): Promise<SignInResult> {
  const { person: found } = await openLink(world, token)
  return transaction(world, async (world) => {
    const person = await lockPerson(world, found.id)
    // Whoever deactivated them, or chose a password, has done so before.
    await openLink(world, token)
    const beside = await methodsBeside(world, person)
    if (beside.length === 0) throw new Problem('conflict')
    const loaded = await loadFacts(world, person, caller)
    if (signInToken) await giveUpSignIn(world, signInToken)
    const usable = loaded.facts.person.methods.filter((method) => beside.includes(method))
    const right = {
      person,
      organization: await organizationById(world, person.organizationId),
      knownMachineId: loaded.connections.length > 0 ? (loaded.machine?.id ?? null) : null,
      caller,
      passwordAt: world.clock.now(),
      returnTo: '/',
      loaded,
    }
    return askBeforePassword(world, right, proofDecision(usable))
  })
}

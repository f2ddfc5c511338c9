import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { checkPassword, giveTriesBack } from '../credentials/check-password.flow.ts'
import type { Caller } from '../machines/caller.ts'
import type { KeyProof } from '../machines/key/key-proof.ts'
import { useFirstPassword } from '../people/first-password.store.ts'
import { lockPerson, renewHash } from '../people/people.store.ts'
import { loadRecords, withFacts } from '../policy/facts.store.ts'
import { askForPassword, goOnAfterPassword } from './after-password.flow.ts'
import { withProvedKey } from './prove-machine.flow.ts'
import { safeReturnTo } from './return-to.ts'
import type { SignInResult } from './sign-in-result.ts'
import { giveUpSignIn } from './sign-ins.store.ts'

export interface BeginSignIn {
  userName: string
  password: string
  organization: string | undefined
  returnTo: string | undefined
  caller: Caller
  keyProof?: KeyProof | undefined
  /** The cookie of a sign-in that is under way in this browser: it ends here. */
  signInToken: string | null
}

/** R5.1: the password, then the decision. Throws `wrong-credentials`, `nonce-over`, `slow-down` and `busy`. */
export async function beginSignIn(world: World, input: BeginSignIn): Promise<SignInResult> {
  const caller = await withProvedKey(world, input.caller, input.keyProof)
  const checked = await checkPassword(world, { ...input, caller })
  const passwordAt = world.clock.now()
  const renewedHash = await stronger(world, input.password, checked.person.passwordHash)
  return transaction(world, async (world) => {
    // In this order: whoever waits for the person reads the rest as it is afterwards.
    const [person, records] = await Promise.all([
      lockPerson(world, checked.person.id),
      loadRecords(world, checked.person, caller),
      giveTriesBack(world, checked),
    ])
    // Something of the person, or the password, was changed while we hashed: the later one counts.
    if (
      checked.person.passwordHash !== person.passwordHash ||
      person.passwordClosedAt !== null ||
      !person.active
    )
      throw new Problem('wrong-credentials')
    // What is on paper works once, also where it is given twice at once.
    if (person.passwordHash === null && !(await useFirstPassword(world, checked.person)))
      throw new Problem('wrong-credentials')
    if (renewedHash) await renewHash(world, person.id, renewedHash)
    if (input.signInToken) await giveUpSignIn(world, input.signInToken)
    const right = {
      person,
      organization: checked.organization,
      knownMachineId: checked.knownMachineId,
      caller,
      passwordAt,
      returnTo: safeReturnTo(input.returnTo),
      loaded: withFacts(world, { person, caller, records }),
    }
    return person.passwordHash === null ? askForPassword(world, right) : goOnAfterPassword(world, right)
  })
}

/** Made with the work of today, where the stored one was made with less: now only is the password known. Null otherwise. */
async function stronger(
  { passwords }: World,
  password: string,
  stored: string | null,
): Promise<string | null> {
  if (!stored || !passwords.isWeak(stored)) return null
  // Where the server is busy it is done another day.
  return passwords.hash(password).catch(() => null)
}

import { personActor } from '../../base/actor.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import type { Caller } from '../machines/caller.ts'
import { personById } from '../people/people.store.ts'
import { isSessionOpen } from '../sessions/own-sessions.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { choosePassword } from './choose-password.flow.ts'

interface ChangePassword {
  session: OpenSession
  caller: Caller
  password: string
}

/** Another password for oneself; a fresh proof was asked for before. This session stays. Throws `invalid-value`. */
export async function changePassword(
  world: World,
  { session, caller, password }: ChangePassword,
): Promise<void> {
  const person = await personById(world, session.personId)
  await choosePassword(world, {
    person,
    password,
    by: personActor(person, caller),
    keepSessionId: session.id,
    byMail: false,
    async stillMay(world, person) {
      if (!person.active || !(await isSessionOpen(world, session.id))) throw new Problem('no-session')
    },
  })
}

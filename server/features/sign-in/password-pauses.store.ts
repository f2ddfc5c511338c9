import { nameKey } from '../../base/name-key.ts'
import { together } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'
import { keyOf, type PauseSubject, pausePeriod, pausesOf } from '../limits/pauses.store.ts'
import type { Caller } from '../machines/caller.ts'
import { tokenHash } from '../machines/machine-token.ts'
import { knownMachineOf } from '../machines/machines.store.ts'
import type { Named } from '../people/named-person.store.ts'

interface Typed {
  userName: string
  organization: string | undefined
  caller: Caller
}

/** What wrong passwords slow down. */
interface PasswordPauses {
  address: PauseSubject
  /** Null on a machine that is known. */
  person: PauseSubject | null
  /** Until when this password must wait; null when it need not. */
  until: Date | null
}

const pausesHere = together({ known: knownMachineOf, pauses: pausesOf })

/** R5.9: wrong passwords slow down this person on machines that are not known, and this address. In one round trip. */
export async function passwordPauses(
  world: World,
  { userName, organization: name, caller }: Typed,
  { organization, person: found }: Named,
): Promise<PasswordPauses> {
  const address: PauseSubject = { kind: 'address', name: caller.network }
  const named = `${organization?.id ?? nameKey(name ?? '')}\0${nameKey(userName)}`
  const person: PauseSubject = { kind: 'person', name: named }
  const [one, other] = [keyOf(world, address), keyOf(world, person)]
  const { known, pauses } = await pausesHere(world.database, {
    ...pausePeriod(world),
    one,
    other,
    hash: tokenHash(caller.machineToken),
    organizationId: found?.organizationId ?? '',
    personId: found?.id ?? '',
  })
  const isKnown = known.length > 0
  const counting = isKnown ? pauses.filter(({ subject }) => subject === one) : pauses
  const until = Math.max(...counting.map(({ until }) => until))
  return { address, person: isKnown ? null : person, until: counting.length > 0 ? new Date(until) : null }
}

/** What would be proved and recognized after each sign-in of a replayed month: it begins with nothing. */
import type { Id } from '../../base/id.ts'
import type { StoredConnection, StoredMachine, Surroundings } from '../machines/machine.ts'

/** A finished sign-in as the audit holds it. */
export interface RecordedSignIn extends Surroundings {
  at: Date
  personId: Id<'person'>
  machineId: Id<'machine'>
  /** Its browser proved a key. Not on record before there were keys. */
  hasKey: boolean
  /** In truth a code was asked. */
  wasAsked: boolean
}

export function replayMemory() {
  const machines = new Map<string, StoredMachine>()
  const connections = new Map<string, StoredConnection[]>()
  const setUp = new Map<string, Date>()
  const key = ({ personId, machineId }: RecordedSignIn) => `${personId} ${machineId}`
  return {
    machine: ({ machineId }: RecordedSignIn) => machines.get(machineId),
    connections: (signIn: RecordedSignIn): readonly StoredConnection[] => connections.get(key(signIn)) ?? [],
    /** When the person would have finished set-up in this month. */
    setUpAt: (personId: Id<'person'>) => setUp.get(personId),

    /** A code was accepted, or set-up finished: this is remembered for the person and, under `UMA`, for everybody. */
    prove(signIn: RecordedSignIn, { recognizes, setsUp }: { recognizes: boolean; setsUp: boolean }): void {
      const { network, browser, system, at } = signIn
      const others = (connections.get(key(signIn)) ?? []).filter((kept) => !isSame(kept, signIn))
      connections.set(key(signIn), [...others, { network, browser, system, provedAt: at }])
      if (recognizes)
        machines.set(signIn.machineId, {
          provedAs: [...(machines.get(signIn.machineId)?.provedAs ?? []), { browser, system }],
          name: null,
          recognizedAt: at,
          lastUsedAt: at,
        })
      if (setsUp) setUp.set(signIn.personId, at)
    },

    /** Somebody got in, so the machine did not stand unused. */
    use({ machineId, at }: RecordedSignIn): void {
      const machine = machines.get(machineId)
      if (machine) machines.set(machineId, { ...machine, lastUsedAt: at })
    },
  }
}

function isSame(left: Surroundings, right: Surroundings): boolean {
  return left.network === right.network && left.browser === right.browser && left.system === right.system
}

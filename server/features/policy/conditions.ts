/** The questions the checks are made of: each reads the facts and answers yes or no. */
import { cellPhoneMethod, type Method } from '../../../contract/words.ts'
import { daysBetween } from '../../base/duration.ts'
import { comesByMail } from '../factors/comes-by-mail.ts'
import type { Facts } from './facts.ts'

type Condition = (facts: Facts) => boolean

export const isInactive: Condition = (facts) => !facts.person.active

export const isNothingOn: Condition = (facts) => !facts.twoFactor.on && !facts.unidentifiedMachine.on

/** A set-up counts only while `2FA` is On. */
export const hasSetUp: Condition = (facts) => facts.twoFactor.on && facts.person.isSetUp

export const mustSetUp: Condition = (facts) => facts.twoFactor.on && !facts.person.isSetUp

export const isResetOpen: Condition = (facts) => facts.twoFactor.on && facts.resetOpen

/** Once a reset ran out, or was ended, the password alone no longer leads to set-up (R7.2, decision 0020). */
export const isResetOver: Condition = (facts) =>
  mustSetUp(facts) && !facts.resetOpen && facts.person.waysAfterReset !== null

export const lacksWayAfterReset: Condition = (facts) =>
  isResetOver(facts) && facts.person.waysAfterReset?.length === 0

/** The cookie alone counts for nothing (R15.2). */
export const isMachineKeyMissing: Condition = (facts) =>
  facts.unidentifiedMachine.on && facts.machine.state === 'key-missing'

export const isMachineUnrecognized: Condition = (facts) =>
  facts.unidentifiedMachine.on && facts.machine.state === 'unrecognized'

export const isMachineIdle: Condition = (facts) =>
  facts.unidentifiedMachine.on && facts.machine.state === 'idle'

/** Asked as "is it recognized", so that a state nobody thought of is not. */
const mustProveMachine: Condition = (facts) =>
  facts.unidentifiedMachine.on && facts.machine.state !== 'recognized'

/** The text message is the only way to prove the machine, and there is no number to send it to. */
export const lacksCellPhone: Condition = (facts) =>
  mustProveMachine(facts) && !hasSetUp(facts) && !facts.person.hasCellPhone

const hasNoMethod: Condition = (facts) => hasSetUp(facts) && facts.person.methods.length === 0

/** The machine must be proved by a person who is set up, and has no usable way left. */
export const lacksMethodForMachine: Condition = (facts) => hasNoMethod(facts) && mustProveMachine(facts)

/** `2FA` would ask, and the person has no usable way left. */
export const lacksMethodForPerson: Condition = (facts) => hasNoMethod(facts) && !isRemembered(facts)

/** Password and code would come by the same mailbox, to a place where the person never was (T1). */
export const isMailboxAlone: Condition = (facts) => facts.twoFactor.on && facts.person.mailCountsFrom !== null

/** Of these ways, those that count now. */
export const waysThatCount = (facts: Facts, ways: readonly Method[]): readonly Method[] =>
  isMailboxAlone(facts) ? ways.filter((method) => !comesByMail(method)) : ways

/** What else than the mailbox a person may be asked by: their own ways, or the cell phone where `UMA` asks by it. */
export function waysBesideMail(facts: Facts): readonly Method[] {
  const { methods, waysAfterReset, hasCellPhone } = facts.person
  const own = waysThatCount(facts, hasSetUp(facts) ? methods : (waysAfterReset ?? []))
  if (own.length > 0 || hasSetUp(facts)) return own
  return facts.unidentifiedMachine.on && hasCellPhone ? [cellPhoneMethod] : []
}

export const lacksWayBesideMail: Condition = (facts) =>
  isMailboxAlone(facts) && waysBesideMail(facts).length === 0

/** Set-up would follow the password, and it asks for nothing but the mailbox. */
export const wouldSetUpByMailAlone: Condition = (facts) =>
  isMailboxAlone(facts) && (mustSetUp(facts) || isResetOpen(facts))

export const isEverySignIn: Condition = (facts) => facts.twoFactor.on && facts.twoFactor.frequencyDays === 0

export const isKeyMissingForPerson: Condition = (facts) =>
  facts.twoFactor.on && facts.connection.state === 'key-missing'

/** What is said of it, by whichever is asked first: the machine, or the person on it. */
export function missingKey({ unidentifiedMachine, machine, connection }: Facts) {
  if (unidentifiedMachine.on && machine.state === 'key-missing') return machine
  return connection.state === 'key-missing' ? connection : undefined
}

export const isNewToPerson: Condition = (facts) => facts.twoFactor.on && facts.connection.state === 'none'

export const hasChanged =
  (part: 'network' | 'browser' | 'system'): Condition =>
  ({ twoFactor, connection }) =>
    twoFactor.on &&
    connection.state === 'changed' &&
    connection.changed.some((change) => change.part === part)

export const isElapsed: Condition = (facts) =>
  facts.twoFactor.on && facts.connection.state === 'same' && !isFresh(facts)

/** Asked as "is it fresh", so that a time nobody can read is not. */
const isFresh: Condition = ({ connection, twoFactor, now }) =>
  connection.state === 'same' && daysBetween(connection.provedAt, now) < twoFactor.frequencyDays

export const isRemembered: Condition = (facts) => hasSetUp(facts) && isFresh(facts)

/** Everything that is switched on is satisfied. Said in full: it allows, so it leans on no check before it. */
export const isKnown: Condition = (facts) =>
  !isNothingOn(facts) && !mustProveMachine(facts) && (!facts.twoFactor.on || isRemembered(facts))

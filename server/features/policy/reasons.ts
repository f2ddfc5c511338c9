/** The values behind each check: what was seen, and the limit it was held against. Times are ISO 8601 in UTC. */
import type { Check } from '../../../contract/words.ts'
import { daysBetween } from '../../base/duration.ts'
import {
  hasSetUp,
  isMailboxAlone,
  isResetOpen,
  isResetOver,
  missingKey,
  mustSetUp,
  waysBesideMail,
} from './conditions.ts'
import type { DecisionReason, ReasonValues } from './decision.ts'
import type { Facts } from './facts.ts'

/** The check that spoke first; then what else is true of the same question. */
export function reasonsFor(facts: Facts, check: Check): readonly DecisionReason[] {
  switch (check) {
    case 'known':
      return standIns(facts).map((values) => ({ check, values }))
    case 'network-changed':
    case 'browser-changed':
    case 'system-changed':
      return changedParts(facts)
    case 'machine-key-missing':
      return [{ check, values: keyValues(facts) }, ...whySetUpFollows(facts)]
    case 'machine-unrecognized':
    case 'machine-idle':
      return [{ check, values: machineValues(facts) }, ...whySetUpFollows(facts)]
    default:
      return [{ check, values: valuesOf(facts, check) }]
  }
}

function valuesOf(facts: Facts, check: Check): ReasonValues {
  switch (check) {
    case 'no-cell-phone':
      return { machine: facts.machine.state, ...machineValues(facts) }
    case 'every-sign-in':
      return { limit: facts.twoFactor.frequencyDays }
    case 'mailbox-alone':
      return mailValues(facts)
    case 'machine-new':
      return { hasCookie: facts.connection.state === 'none' && facts.connection.hasCookie }
    case 'frequency-elapsed':
      return connectionValues(facts)
    default:
      return {}
  }
}

/** Where a way is left out because it would come by the mailbox that the password came by. */
export function whyNotByMail(facts: Facts, check: Check): readonly DecisionReason[] {
  const isLeftOut = hasSetUp(facts) && facts.person.methods.length > waysBesideMail(facts).length
  return isMailboxAlone(facts) && isLeftOut && check !== 'mailbox-alone'
    ? [{ check: 'mailbox-alone', values: mailValues(facts) }]
    : []
}

const mailValues = ({ person }: Facts): ReasonValues => ({
  until: person.mailCountsFrom?.toISOString() ?? null,
})

/** What stood in for a code: the remembered connection, the recognized machine, or both (R3.11). */
function standIns(facts: Facts): ReasonValues[] {
  const connection = { by: 'remembered-connection', ...connectionValues(facts) }
  const machine = { by: 'recognized-machine', ...machineValues(facts) }
  return [...(facts.twoFactor.on ? [connection] : []), ...(facts.unidentifiedMachine.on ? [machine] : [])]
}

function changedParts({ connection }: Facts): DecisionReason[] {
  if (connection.state !== 'changed') return []
  const provedAt = connection.provedAt.toISOString()
  const parts = ['network', 'browser', 'system'] as const
  return parts.flatMap((part) =>
    connection.changed
      .filter((change) => change.part === part)
      .map(({ from, to }) => ({ check: `${part}-changed` as const, values: { from, to, provedAt } })),
  )
}

function keyValues(facts: Facts): ReasonValues {
  const missing = missingKey(facts)
  if (!missing) return {}
  return { registeredAt: missing.registeredAt?.toISOString() ?? null, another: missing.another }
}

function whySetUpFollows(facts: Facts): DecisionReason[] {
  if (!mustSetUp(facts)) return []
  if (isResetOpen(facts)) return [{ check: 'reset-open', values: {} }]
  return [{ check: isResetOver(facts) ? 'reset-over' : 'not-set-up', values: {} }]
}

function connectionValues({ connection, twoFactor, now }: Facts): ReasonValues {
  if (connection.state === 'none' || connection.state === 'key-missing') return {}
  const { provedAt } = connection
  return {
    provedAt: provedAt.toISOString(),
    days: daysBetween(provedAt, now),
    limit: twoFactor.frequencyDays,
  }
}

function machineValues({ machine, unidentifiedMachine, now }: Facts): ReasonValues {
  if (machine.state === 'unrecognized' || machine.state === 'key-missing') return {}
  return {
    recognizedAt: machine.recognizedAt.toISOString(),
    lastUsedAt: machine.lastUsedAt.toISOString(),
    days: daysBetween(machine.lastUsedAt, now),
    limit: unidentifiedMachine.idleDays,
    name: machine.name,
  }
}

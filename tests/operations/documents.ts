import { Registry } from 'prom-client'
import { day } from '../../server/base/duration.ts'
import { countMeters, momentMeters, requestMeters } from '../../server/doors/metrics/meters.door.ts'
import { terms, unused, unusedKeptFor } from '../../server/features/clean-up/terms.ts'
import { settings } from '../../server/settings.ts'

/** The rows of the tables in the documents, made from the code. */

export function settingRows(): string[] {
  return settings.map(
    ({ name, default: unless, means }) => `| \`DOORWARD_${name}\` | ${unless ?? ''} | ${means} |`,
  )
}

/** Our own metrics, with their labels. */
export async function metricRows(): Promise<string[]> {
  const register = new Registry()
  countMeters(register)
  requestMeters(register)
  momentMeters(register, {
    hashes: () => ({ running: 0, waiting: 0, refused: 0 }),
    cachedSessions: () => 0,
    outbox: async () => null,
    canWrite: async () => true,
    freeSpace: async () => 0,
    connections: () => ({ used: 0, idle: 0, waiting: 0 }),
  })
  const rows = register.getMetricsAsArray().flatMap((metric) => {
    const { name, help, labelNames } = metric as unknown as {
      name: string
      help: string
      labelNames: string[]
    }
    const labels = labelNames.map((label) => `\`${label}\``).join(', ')
    return name.startsWith('doorward_') ? [`| \`${name}\` | ${labels} | ${help} |`] : []
  })
  register.clear()
  return rows
}

const words: Record<string, string> = {
  challenges: 'codes that were asked for',
  sign_ins: 'sign-ins',
  sessions: 'sessions',
  links: 'links in mails',
  reset_grants: 'resets',
  pauses: 'pauses after wrong passwords, which older nodes count',
  taken_limits: 'tries and sends that [limits](limits.md) count',
  messages: 'messages',
  imports: 'how far imports of people came',
  person_changes: 'what a sign-in changed, to take it back',
  pending_changes: 'changes of people that wait',
  provider_records: 'codes and tokens of applications',
  connections: 'connections',
  machines: 'machines',
}

const since = {
  expires_at: 'they ended',
  created_at: 'they began',
  finished_at: 'they left or failed',
  free_at: 'they counted',
  touched_at: 'their last step',
}

export function termRows(): string[] {
  const days = (length: number) => (length === day ? 'a day' : `${length / day} days`)
  return [
    ...terms.map(
      ({ table, column, keptFor }) => `| ${words[table]} | ${days(keptFor)} after ${since[column]} |`,
    ),
    ...unused.map(({ table }) => `| ${words[table]} | ${days(unusedKeptFor)} after their last use |`),
  ]
}

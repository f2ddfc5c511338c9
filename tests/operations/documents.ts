import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { Registry } from 'prom-client'
import type { PreferenceType } from '../../contract/api/preferences.ts'
import { day } from '../../server/base/duration.ts'
import type { Cli } from '../../server/doors/cli/cli.ts'
import { countMeters, momentMeters, requestMeters } from '../../server/doors/metrics/meters.door.ts'
import { terms, unused, unusedKeptFor } from '../../server/features/clean-up/terms.ts'
import { preferenceTable } from '../../server/features/preferences/preference-table.ts'
import { settings } from '../../server/settings.ts'

/** The rows of the tables in the documents, made from the code. */

export function settingRows(): string[] {
  return settings.map(
    ({ name, default: unless, means }) => `| \`DOORWARD_${name}\` | ${unless ?? ''} | ${means} |`,
  )
}

export function preferenceRows(): string[] {
  return preferenceTable.map(
    ({ code, type, default: unless, label, help }) =>
      `| \`${code}\` | ${valueWords(type)} | ${unless} | ${label}. ${help} |`,
  )
}

/** What may stand there, as the command line takes it. */
function valueWords(type: PreferenceType): string {
  if (type.kind === 'number') return `${type.least} to ${type.most} ${type.unit}`
  if (type.kind === 'link') return 'an address'
  const values = type.choices.map(({ value }) => `\`${value}\``)
  return type.kind === 'several' ? `some of ${values.join(', ')}` : values.join(', ')
}

/** Each command with what it does; the help of one that only holds others says no more than theirs. */
export async function commandRows(): Promise<string[]> {
  const folder = join(import.meta.dirname, '../../server/doors/cli')
  const files = readdirSync(folder).filter((name) => name.endsWith('.command.ts'))
  const made = files.map(async (name) => {
    const [make] = Object.values(await import(join(folder, name))) as ((cli: Cli) => Command)[]
    return rowsOf(make!({ services: { text: true } } as Cli), '')
  })
  return (await Promise.all(made)).flat()
}

function rowsOf(command: Command, before: string): string[] {
  const path = `${before}${command.name()}`
  if (command.commands.length > 0) return command.commands.flatMap((one) => rowsOf(one, `${path} `))
  const words = command.registeredArguments.map((argument) => {
    const shown = argument.name().toUpperCase()
    return argument.required ? ` ${shown}` : ` [${shown}]`
  })
  return [`| \`doorward ${path}${words.join('')}\` | ${command.description()} |`]
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

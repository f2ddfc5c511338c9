import { Command } from 'commander'
import { type PreferenceCode, preferenceCodes } from '../../../contract/words.ts'
import { commandLine } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { forecast } from '../../features/forecast/make-forecast.flow.ts'
import { changePreference } from '../../features/preferences/change-preference.flow.ts'
import { preferenceEntry } from '../../features/preferences/preference-table.ts'
import { loadPreferenceTexts } from '../../features/preferences/preferences.store.ts'
import { preferenceRows } from '../../features/preferences/preferences.ts'
import { type Cli, Refusal } from './cli.ts'
import { requireOrganization } from './whose.ts'

interface Options {
  organization?: string
  despiteLockOut?: boolean
}

export function preferencesCommand(cli: Cli): Command {
  const command = new Command('preferences').description('read and change preferences')
  command
    .command('get')
    .description('show all preferences, or the value of one')
    .argument('[code]', 'such as 2FA')
    .option('--organization <name>', 'where several live on this server')
    .action((code: string | undefined, options: Options) => get(cli, code, options))
  command
    .command('set')
    .description('change one preference')
    .argument('<code>', 'such as 2FA')
    .argument('<value>', 'such as Off; "" for blank')
    .option('--organization <name>', 'where several live on this server')
    .option('--despite-lock-out', 'save although more people could not sign in')
    .action((code: string, value: string, options: Options) => set(cli, { code, value }, options))
  return command
}

async function get({ world, terminal }: Cli, code: string | undefined, options: Options): Promise<void> {
  const opened = await world()
  const { id } = await requireOrganization(opened, options.organization)
  const rows = preferenceRows(await loadPreferenceTexts(opened, id))
  if (code === undefined) for (const row of rows) terminal.say(`${row.code.padEnd(20)} ${row.value}`)
  else terminal.say(rows.find((row) => row.code === requireCode(code))!.value)
}

async function set(
  cli: Cli,
  { code, value }: { code: string; value: string },
  options: Options,
): Promise<void> {
  const world = await cli.world()
  const { id: organizationId } = await requireOrganization(world, options.organization)
  const change = { code: requireCode(code), value: asWritten(requireCode(code), value) }
  if (!isTurnedOff(change) && !options.despiteLockOut) await refuseLockOut(cli, organizationId, change)
  await changePreference(world, { organizationId, by: commandLine, ...change })
  cli.terminal.say(`${change.code} is ${change.value === '' ? 'blank' : change.value} now.`)
}

interface Change {
  code: PreferenceCode
  value: string
}

/** R10.3: these two always work, whatever a forecast would say, and whether or not it can be made. */
function isTurnedOff({ code, value }: Change): boolean {
  return (code === '2FA' || code === 'UMA') && value.toLowerCase() === 'off'
}

function requireCode(text: string): PreferenceCode {
  const code = preferenceCodes.find((one) => one === text.toUpperCase())
  if (!code) throw new Refusal(`There is no preference "${text}". There are: ${preferenceCodes.join(', ')}.`)
  return code
}

/** `2FA` knows Off and On, `UMA` off and on: nobody has to remember which. */
function asWritten(code: PreferenceCode, text: string): string {
  const { type } = preferenceEntry(code)
  const choices = type.kind === 'choice' ? type.choices : []
  return choices.find(({ value }) => value.toLowerCase() === text.toLowerCase())?.value ?? text
}

/** Nobody is locked out without having been named first. */
async function refuseLockOut(
  cli: Cli,
  organizationId: Id<'organization'>,
  { code, value }: Change,
): Promise<void> {
  const world = await cli.world()
  const ask = { organizationId, askedBy: null, services: cli.services }
  const before = await forecast(world, { ...ask, proposed: {} })
  const after = await forecast(world, { ...ask, proposed: { [code]: value } })
  const { count, first } = after.onNewComputer.lockedOut
  if (count <= before.onNewComputer.lockedOut.count) return
  for (const { userName, sentence } of first) cli.terminal.say(`${userName}: ${sentence}`)
  for (const { name } of after.lockedOutLocations.first)
    cli.terminal.say(`${name}: nobody there could make a new computer known.`)
  const people = count === 1 ? '1 person' : `${count} people`
  throw new Refusal(
    `${people} could not sign in on a new computer. Mend that first, or add --despite-lock-out.`,
  )
}

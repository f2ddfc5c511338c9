import { type ImportLine, mostImportLines } from '../../../../contract/api/people.ts'
import { nameKey } from '../../../base/name-key.ts'
import { Problem } from '../../../base/problem.ts'
import { transaction } from '../../../tools/transaction.ts'
import type { World } from '../../../tools/world.ts'
import { recordAudit } from '../../audit/audit.store.ts'
import { locationsOf } from '../../organizations/locations.store.ts'
import { waitForTurn } from '../../organizations/organizations.store.ts'
import { insertPeople, takenUserNames } from '../../people/people.store.ts'
import { sendInvitation } from '../../profile/password-links.flow.ts'
import type { Asker } from './asker.ts'
import { type FileLine, readImportFile } from './import-file.ts'
import { type PlannedLine, planImport, takenMeanwhile } from './import-plan.ts'

/** R9.4: names every faulty line and changes nothing. Throws `invalid-value` for a file that cannot be read. */
export async function previewImport(
  world: World,
  { organizationId, csv }: { organizationId: string; csv: string },
): Promise<{ lines: ImportLine[]; good: number; faulty: number }> {
  const planned = await planLines(world, organizationId, readLines(csv))
  const good = planned.filter(({ person }) => person !== null).length
  return { lines: planned.map(({ shown }) => shown), good, faulty: planned.length - good }
}

type GoodLine = PlannedLine & { person: NonNullable<PlannedLine['person']> }
const isGood = (line: PlannedLine): line is GoodLine => line.person !== null

/** Adds and invites the people of all good lines, or nobody at all. Throws `invalid-value`. */
export async function importPeople(
  world: World,
  { csv, ...asker }: Asker & { csv: string },
): Promise<{ imported: number; leftOut: ImportLine[] }> {
  const { organizationId } = asker.session
  const lines = readLines(csv)
  return transaction(world, async (world) => {
    // No location is removed while people are put into it.
    await waitForTurn(world, organizationId)
    const planned = await planLines(world, organizationId, lines)
    const good = planned.filter(isGood)
    const people = good.map(({ person }) => ({ ...person, organizationId, passwordHash: null }))
    const ids = await insertPeople(world, people)
    const added = people.flatMap((person, at) => (ids[at] ? [{ ...person, id: ids[at] }] : []))
    for (const person of added) await welcome(world, asker, person)
    const taken = good.filter((_, at) => ids[at] === null)
    const leftOut = [
      ...planned.filter((line) => !isGood(line)).map(({ shown }) => shown),
      ...taken.map(({ shown }) => takenMeanwhile(shown)),
    ].sort((left, right) => left.line - right.line)
    const data = { imported: added.length, leftOut: leftOut.length }
    await audit(world, asker, { personId: null, event: 'people-imported', data })
    return { imported: added.length, leftOut }
  })
}

type Added = GoodLine['person'] & { id: string; organizationId: string }

async function welcome(world: World, asker: Asker, person: Added): Promise<void> {
  const { id: personId, userName, displayName, email, cellPhone, locationId } = person
  const data = { userName, displayName, email, cellPhone, locationId, imported: true }
  await audit(world, asker, { personId, event: 'person-added', data })
  const { personId: inviterId, displayName: inviter } = asker.session
  const by = { personId: inviterId, displayName: inviter }
  await sendInvitation(world, { person, by, address: asker.caller.address })
}

function readLines(csv: string): FileLine[] {
  const read = readImportFile(csv, mostImportLines)
  if ('fault' in read) throw new Problem('invalid-value', { fields: { csv: read.fault } })
  return read.lines
}

async function planLines(
  world: World,
  organizationId: string,
  lines: readonly FileLine[],
): Promise<PlannedLine[]> {
  const keys = [...new Set(lines.map(({ values }) => nameKey(values['User name'])))]
  const taken = await takenUserNames(world, organizationId, keys)
  const known = await locationsOf(world, organizationId)
  const locations = new Map(known.map(({ id, name }) => [nameKey(name), id]))
  return planImport(lines, { taken, locations })
}

function audit(
  world: World,
  { session, caller }: Asker,
  what: { personId: string | null; event: string; data: Record<string, unknown> },
): Promise<void> {
  const { organizationId, personId: actorId } = session
  return recordAudit(world, { organizationId, actorId, address: caller.address, ...what })
}

import { type ImportLine, mostImportLines } from '../../../../contract/api/people.ts'
import { type Actor, auditedBy } from '../../../base/actor.ts'
import { nameKey } from '../../../base/name-key.ts'
import { Problem } from '../../../base/problem.ts'
import { transaction } from '../../../tools/transaction.ts'
import type { World } from '../../../tools/world.ts'
import { recordAudit, recordAudits } from '../../audit/audit.store.ts'
import { locationsOf } from '../../locations/locations.store.ts'
import { waitForTurn } from '../../organizations/organizations.store.ts'
import { sendLinks } from '../../passwords/password-links.flow.ts'
import { insertPeople, takenUserNames } from '../../people/people.store.ts'
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

interface Acting {
  organizationId: string
  by: Actor
}

/** Adds and invites the people of all good lines, or nobody at all. Throws `invalid-value`. */
export async function importPeople(
  world: World,
  { organizationId, by, csv }: Acting & { csv: string },
): Promise<{ imported: number; leftOut: ImportLine[] }> {
  const lines = readLines(csv)
  return transaction(world, async (world) => {
    // No location is removed while people are put into it.
    await waitForTurn(world, organizationId)
    const planned = await planLines(world, organizationId, lines)
    const good = planned.filter(isGood)
    const people = good.map(({ person }) => ({ ...person, organizationId, passwordHash: null }))
    const ids = await insertPeople(world, people)
    const added = people.flatMap((person, at) => (ids[at] ? [{ ...person, id: ids[at] }] : []))
    await welcome(world, { organizationId, by }, added)
    const taken = good.filter((_, at) => ids[at] === null)
    const leftOut = [
      ...planned.filter((line) => !isGood(line)).map(({ shown }) => shown),
      ...taken.map(({ shown }) => takenMeanwhile(shown)),
    ].sort((left, right) => left.line - right.line)
    await recordAudit(world, {
      organizationId,
      personId: null,
      ...auditedBy(by),
      event: 'people-imported',
      data: { imported: added.length, leftOut: leftOut.length },
    })
    return { imported: added.length, leftOut }
  })
}

type Added = GoodLine['person'] & { id: string; organizationId: string }

/** Everybody is audited as added and invited, and gets the mail. */
async function welcome(
  world: World,
  { organizationId, by }: Acting,
  people: readonly Added[],
): Promise<void> {
  const entries = people.flatMap(({ id: personId, ...person }) => {
    const { userName, displayName, email, cellPhone, locationId } = person
    const entry = { organizationId, personId, ...auditedBy(by) }
    const data = { userName, displayName, email, cellPhone, locationId, imported: true }
    return [
      { ...entry, event: 'person-added', data },
      { ...entry, event: 'person-invited', data: {} },
    ]
  })
  await recordAudits(world, entries)
  const invitedBy = by.kind === 'person' ? by.displayName : null
  const purpose = 'invitation' as const
  await sendLinks(
    world,
    organizationId,
    people.map((person) => ({ person, purpose, invitedBy })),
  )
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

import { type ImportLine, type ImportProgress, mostImportLines } from '../../../../contract/api/people.ts'
import { type Actor, auditedBy } from '../../../base/actor.ts'
import { later, minute } from '../../../base/duration.ts'
import type { Id } from '../../../base/id.ts'
import { nameKey } from '../../../base/name-key.ts'
import { Problem } from '../../../base/problem.ts'
import { transaction } from '../../../tools/transaction.ts'
import type { World } from '../../../tools/world.ts'
import { recordAudit, recordAudits } from '../../audit/audit.store.ts'
import { locationsOf } from '../../locations/locations.store.ts'
import { lockOrganization } from '../../organizations/organizations.store.ts'
import { sendLinks } from '../../passwords/password-links.flow.ts'
import { insertPeople, takenUserNames } from '../../people/people.store.ts'
import { type FileLine, readImportFile } from './import-file.ts'
import { type PlannedLine, planImport, takenMeanwhile } from './import-plan.ts'
import { beginImport, finishImport, latestImport, noteSlice } from './imports.store.ts'
import { inSlices } from './slices.flow.ts'

/** R9.4: names every faulty line and changes nothing. Throws `invalid-value` for a file that cannot be read. */
export async function previewImport(
  world: World,
  { organizationId, csv }: { organizationId: Id<'organization'>; csv: string },
): Promise<{ lines: ImportLine[]; good: number; faulty: number }> {
  const planned: PlannedLine[] = []
  const firstLines = new Map<string, number>()
  for await (const lines of inSlices(readLines(csv)))
    planned.push(...(await planLines(world, { organizationId, lines, firstLines })))
  const good = planned.filter(isGood).length
  return { lines: planned.map(({ shown }) => shown), good, faulty: planned.length - good }
}

type GoodLine = PlannedLine & { person: NonNullable<PlannedLine['person']> }
const isGood = (line: PlannedLine): line is GoodLine => line.person !== null

interface Acting {
  organizationId: Id<'organization'>
  by: Actor
}

interface ImportPeople extends Acting {
  csv: string
  /** False adds them without a word: they are invited later, one by one. */
  invite?: boolean | undefined
}

/**
 * Adds the people of all good lines, and invites them. Slice by slice, so that others are answered meanwhile: who is added
 * stays added where the server is ended in the middle, and how far it came is told. Throws `invalid-value`.
 */
export async function importPeople(
  world: World,
  { organizationId, by, csv, invite = true }: ImportPeople,
): Promise<{ imported: number; leftOut: ImportLine[] }> {
  const all = readLines(csv)
  const id = await beginImport(world, organizationId, all.length)
  const firstLines = new Map<string, number>()
  const leftOut: ImportLine[] = []
  let imported = 0
  for await (const lines of inSlices(all)) {
    const slice = { organizationId, by, id, lines, firstLines, invite, before: imported }
    const done = await transaction(world, (world) => importSlice(world, slice))
    imported += done.added
    leftOut.push(...done.leftOut)
  }
  await transaction(world, async (world) => {
    await finishImport(world, id)
    await recordAudit(world, {
      organizationId,
      personId: null,
      ...auditedBy(by),
      event: 'people-imported',
      data: { imported, leftOut: leftOut.length },
    })
  })
  return { imported, leftOut }
}

/** A minute without a slice: nobody is at it any more. */
const longestSlice = minute

/** The latest import of the organization; null where there was none. */
export async function importProgress(
  world: World,
  organizationId: Id<'organization'>,
): Promise<ImportProgress> {
  const found = await latestImport(world, organizationId)
  if (!found) return { import: null }
  const { lines, done, added, begunAt, touchedAt, finishedAt } = found
  const isAlive = world.clock.now().getTime() - touchedAt.getTime() < longestSlice
  const state = finishedAt ? 'finished' : isAlive ? 'running' : 'stopped'
  return { import: { state, lines, done, added, begunAt: begunAt.toISOString() } }
}

interface Slice extends Acting {
  id: Id<'import'>
  lines: readonly FileLine[]
  firstLines: Map<string, number>
  invite: boolean
  /** Who was added by the slices before. */
  before: number
}

async function importSlice(world: World, slice: Slice): Promise<{ added: number; leftOut: ImportLine[] }> {
  const { organizationId, id, lines } = slice
  // No location is removed while people are put into it.
  await lockOrganization(world, organizationId)
  const planned = await planLines(world, slice)
  const good = planned.filter(isGood)
  const people = good.map(({ person }) => ({ ...person, organizationId, passwordHash: null }))
  const ids = await insertPeople(world, people)
  const added = people.flatMap((person, at) => (ids[at] ? [{ ...person, id: ids[at] }] : []))
  await recordAdded(world, slice, added)
  if (slice.invite) await invitePeople(world, slice, added)
  await noteSlice(world, id, { done: lines.length, added: added.length })
  const taken = good.filter((_, at) => ids[at] === null)
  const leftOut = [
    ...planned.filter((line) => !isGood(line)).map(({ shown }) => shown),
    ...taken.map(({ shown }) => takenMeanwhile(shown)),
  ].sort((left, right) => left.line - right.line)
  return { added: added.length, leftOut }
}

type Added = GoodLine['person'] & { id: Id<'person'>; organizationId: Id<'organization'> }

async function recordAdded(
  world: World,
  { organizationId, by }: Acting,
  people: readonly Added[],
): Promise<void> {
  const entries = people.map(({ id: personId, ...person }) => {
    const { userName, displayName, email, cellPhone, locationId } = person
    const data = { userName, displayName, email, cellPhone, locationId, imported: true }
    return { organizationId, personId, ...auditedBy(by), event: 'person-added', data }
  })
  await recordAudits(world, entries)
}

/** Invitations leave a minute apart in portions: notices that others wait for overtake them, and mail servers have limits. */
const portion = 100

async function invitePeople(
  world: World,
  { organizationId, by, before }: Slice,
  people: readonly Added[],
): Promise<void> {
  await recordAudits(
    world,
    people
      .filter(({ email }) => email !== null)
      .map(({ id: personId }) => ({
        organizationId,
        personId,
        ...auditedBy(by),
        event: 'person-invited',
        data: {},
      })),
  )
  const invitedBy = by.kind === 'person' ? by.displayName : null
  const notBefore = later(world.clock.now(), Math.floor(before / portion) * minute)
  await sendLinks(
    world,
    { organizationId, notBefore },
    people.map((person) => ({ person, purpose: 'invitation' as const, invitedBy })),
  )
}

function readLines(csv: string): FileLine[] {
  const read = readImportFile(csv, mostImportLines)
  if ('fault' in read) throw new Problem('invalid-value', { fields: { csv: read.fault } })
  return read.lines
}

async function planLines(
  world: World,
  { organizationId, lines, firstLines }: Pick<Slice, 'organizationId' | 'lines' | 'firstLines'>,
): Promise<PlannedLine[]> {
  const keys = [...new Set(lines.map(({ values }) => nameKey(values['User name'])))]
  const taken = await takenUserNames(world, organizationId, keys)
  const known = await locationsOf(world, organizationId)
  const locations = new Map(known.map(({ id, name }) => [nameKey(name), id]))
  return planImport(lines, { taken, locations, firstLines })
}

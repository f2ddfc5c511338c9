import type { ApplicationFile, ApplicationsFile } from '../../../contract/api/applications.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { Problem } from '../../base/problem.ts'
import { makeToken } from '../../tools/random.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { locationsOf } from '../locations/locations.store.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { readName } from '../people/name.ts'
import { peopleByUserNames } from '../people/people.store.ts'
import { type Application, differences, type Openers, type Settings, settingsOf } from './application.ts'
import {
  applicationsOf,
  insertApplication,
  openerNames,
  openersOf,
  saveApplication,
  saveClientSecret,
} from './applications.store.ts'
import { addMembers, groupsOf, insertGroup, membersOf, removeMembers } from './groups.store.ts'

export interface Applying {
  organizationId: Id<'organization'>
  by: Actor
  file: ApplicationsFile
}

/** A client that was registered, and its secret, which is told once; null for one that keeps none. */
export interface NewClient {
  name: string
  id: string
  secret: string | null
}

export interface Applied {
  /** A line for each difference; empty where everything is as the file says. */
  lines: string[]
  newClients: NewClient[]
}

class OnlyLooking extends Error {
  readonly applied: Applied
  constructor(applied: Applied) {
    super('nothing is kept')
    this.applied = applied
  }
}

/** What applying would change. It is tried and taken back, so it cannot differ from what applying does. Throws as `applyFile`. */
export async function lookAtFile(world: World, applying: Applying): Promise<string[]> {
  try {
    await transaction(world, async (world) => {
      throw new OnlyLooking(await apply(world, applying))
    })
  } catch (error) {
    if (error instanceof OnlyLooking) return error.applied.lines
    throw error
  }
  return []
}

/** Makes groups and applications what the file says; whatever it does not name stays. Throws `invalid-value` with every fault. */
export async function applyFile(world: World, applying: Applying): Promise<Applied> {
  return transaction(world, (world) => apply(world, applying))
}

async function apply(world: World, { organizationId, by, file }: Applying): Promise<Applied> {
  await lockOrganization(world, organizationId)
  const applying: UnderWay = { organizationId, by, faults: {}, applied: { lines: [], newClients: [] } }
  for (const group of named('groups', file.groups ?? [], applying)) await applyGroup(world, applying, group)
  const lookUp = await nameTables(world, organizationId, file)
  const existing = byName(await applicationsOf(world, organizationId))
  for (const one of named('applications', file.applications ?? [], applying))
    await applyApplication(world, applying, { one, lookUp, before: existing.get(nameKey(one.name)) })
  if (Object.keys(applying.faults).length > 0) throw new Problem('invalid-value', { fields: applying.faults })
  return applying.applied
}

interface UnderWay {
  organizationId: Id<'organization'>
  by: Actor
  faults: Record<string, string>
  applied: Applied
}

/** Those with a name that can be kept, each name once. */
function named<One extends { name: string }>(kind: string, all: readonly One[], { faults }: UnderWay): One[] {
  const seen = new Set<string>()
  return all.flatMap((one) => {
    const read = readName(one.name)
    const key = nameKey(one.name)
    if ('fault' in read) faults[`${kind}, "${one.name}"`] = read.fault
    else if (seen.has(key)) faults[`${kind}, "${one.name}"`] = 'This name stands there twice.'
    else {
      seen.add(key)
      return [{ ...one, name: read.name }]
    }
    return []
  })
}

async function applyGroup(
  world: World,
  under: UnderWay,
  { name, people }: { name: string; people: readonly string[] },
): Promise<void> {
  const { organizationId, applied } = under
  const known = await peopleByUserNames(world, organizationId, people)
  const ids = idsOf(
    people,
    { known: keyed(known, 'userName'), where: `group "${name}"`, what: 'person' },
    under,
  )
  const before = byName(await groupsOf(world, organizationId)).get(nameKey(name))
  const id = before?.id ?? (await insertGroup(world, organizationId, name))
  const members = new Set(await membersOf(world, id))
  const added = ids.filter((one) => !members.has(one))
  const wanted = new Set(ids)
  const removed = [...members].filter((one) => !wanted.has(one))
  await addMembers(world, id, added)
  await removeMembers(world, id, removed)
  if (before && added.length + removed.length === 0) return
  const counts = { added: added.length, removed: removed.length }
  applied.lines.push(
    before
      ? `~ group "${name}": ${counts.added} added, ${counts.removed} removed`
      : `+ group "${name}" with ${counts.added === 1 ? '1 person' : `${counts.added} people`}`,
  )
  const event = before ? 'group-changed' : 'group-added'
  await audit(world, under, event, { groupId: id, name, ...counts })
}

interface NameTables {
  groups: ReadonlyMap<string, string>
  locations: ReadonlyMap<string, string>
  people: ReadonlyMap<string, string>
}

async function nameTables(
  world: World,
  organizationId: Id<'organization'>,
  file: ApplicationsFile,
): Promise<NameTables> {
  const userNames = (file.applications ?? []).flatMap(({ whoMayOpen }) =>
    typeof whoMayOpen === 'object' ? (whoMayOpen.people ?? []) : [],
  )
  return {
    groups: keyed(await groupsOf(world, organizationId), 'name'),
    locations: keyed(await locationsOf(world, organizationId), 'name'),
    people: keyed(await peopleByUserNames(world, organizationId, userNames), 'userName'),
  }
}

interface OneApplication {
  one: ApplicationFile
  lookUp: NameTables
  before: Application | undefined
}

async function applyApplication(
  world: World,
  under: UnderWay,
  { one, lookUp, before }: OneApplication,
): Promise<void> {
  const { organizationId, applied } = under
  const after = settingsOf(one, readOpeners(one, lookUp, under))
  if (!before) {
    const id = await insertApplication(world, organizationId, after)
    applied.lines.push(`+ application "${one.name}" at ${one.address}`)
    await audit(world, under, 'application-added', { applicationId: id, name: one.name })
    return giveSecret(world, applied, { id, name: one.name, client: after.client })
  }
  const was = { ...before, openers: await openersOf(world, before.id) }
  if (differences(was, after).length === 0) return
  await saveApplication(world, before.id, after)
  const changes = differences(await withNames(world, was), await withNames(world, after))
  for (const change of changes)
    applied.lines.push(
      `~ application "${one.name}", ${change.part}: ${change.before} becomes ${change.after}`,
    )
  // Which parts, and no names of people: the audit outlives them.
  const parts = changes.map(({ part }) => part).join('; ')
  await audit(world, under, 'application-changed', { applicationId: before.id, name: one.name, parts })
  if (before.client?.isPublic !== after.client?.isPublic)
    await giveSecret(world, applied, { id: before.id, name: one.name, client: after.client })
}

async function withNames(world: World, settings: Settings): Promise<Settings> {
  return { ...settings, openers: await openerNames(world, settings.openers) }
}

/** 256 random bits; only their hash is kept. */
async function giveSecret(
  world: World,
  { newClients }: Applied,
  { id, name, client }: Pick<Application, 'id' | 'name' | 'client'>,
): Promise<void> {
  const secret = client && !client.isPublic ? makeToken(world.random) : null
  await saveClientSecret(world, id, secret)
  if (client) newClients.push({ name, id, secret })
}

function readOpeners(
  { name, whoMayOpen = {} }: ApplicationFile,
  lookUp: NameTables,
  under: UnderWay,
): Openers {
  if (whoMayOpen === 'everybody') return { everybody: true, groups: [], locations: [], people: [] }
  const where = `application "${name}"`
  const read = (kind: keyof NameTables, what: string) =>
    idsOf(whoMayOpen[kind] ?? [], { known: lookUp[kind], where, what }, under)
  return {
    everybody: false,
    groups: read('groups', 'group'),
    locations: read('locations', 'location'),
    people: read('people', 'person'),
  }
}

/** Each once, sorted; who is not there is a fault. */
function idsOf(
  names: readonly string[],
  { known, where, what }: { known: ReadonlyMap<string, string>; where: string; what: string },
  { faults }: UnderWay,
): string[] {
  const ids = names.flatMap((name) => {
    const id = known.get(nameKey(name))
    if (id === undefined) faults[`${where}, ${what} "${name}"`] = `There is no such ${what}.`
    return id ?? []
  })
  return [...new Set(ids)].sort()
}

function keyed<Key extends string>(
  rows: readonly ({ id: string } & Record<Key, string>)[],
  key: Key,
): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [nameKey(row[key]), row.id]))
}

function byName<One extends { name: string }>(all: readonly One[]): ReadonlyMap<string, One> {
  return new Map(all.map((one) => [nameKey(one.name), one]))
}

function audit(
  world: World,
  { organizationId, by }: UnderWay,
  event: string,
  data: Record<string, unknown>,
): Promise<void> {
  return recordAudit(world, { organizationId, personId: null, ...auditedBy(by), event, data })
}

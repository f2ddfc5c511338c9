import type { Location } from '../../../contract/api/locations.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { readName } from '../people/name.ts'
import { moveAll, peopleByLocation, useOfLocation } from './location-use.store.ts'
import {
  deleteLocation,
  findLocation,
  insertLocation,
  locationsOf,
  lockLocation,
  renameLocation,
} from './locations.store.ts'

interface Acting {
  organizationId: Id<'organization'>
  by: Actor
}

export async function listLocations(world: World, organizationId: Id<'organization'>): Promise<Location[]> {
  const people = await peopleByLocation(world, organizationId)
  const locations = await locationsOf(world, organizationId)
  return locations.map(({ id, name }) => ({ id, name, people: people.get(id) ?? 0 }))
}

/** Throws `not-found`, also for another organization's. */
export async function showLocation(
  world: World,
  organizationId: Id<'organization'>,
  id: Id<'location'>,
): Promise<Location> {
  const location = await findLocation(world, organizationId, id)
  if (!location) throw new Problem('not-found')
  return { ...location, people: (await useOfLocation(world, { organizationId, id })).people }
}

/** Tells the id. Throws `invalid-value`, `already-taken`. */
export async function addLocation(world: World, input: Acting & { name: string }): Promise<Id<'location'>> {
  const name = requireName(input.name)
  return transaction(world, async (world) => {
    const id = await insertLocation(world, input.organizationId, name)
    await audit(world, input, { event: 'location-added', data: { locationId: id, name } })
    return id
  })
}

/** Throws `not-found`, `invalid-value`, `already-taken`. */
export async function changeLocation(
  world: World,
  input: Acting & { id: Id<'location'>; name: string },
): Promise<void> {
  const { organizationId, id } = input
  const name = requireName(input.name)
  await transaction(world, async (world) => {
    const before = await lockLocation(world, organizationId, id)
    if (!before) throw new Problem('not-found')
    if (before.name === name) return
    await renameLocation(world, id, name)
    const data = { locationId: id, before: before.name, after: name }
    await audit(world, input, { event: 'location-renamed', data })
  })
  world.sessionsEnded()
}

export interface RemoveLocation extends Acting {
  id: Id<'location'>
  /** Where its people and machines go; null leaves them without a location, undefined refuses where there are any. */
  moveTo: Id<'location'> | null | undefined
}

/** Throws `not-found`; `location-in-use` with how many; `invalid-value` for a place they cannot go to. */
export async function removeLocation(world: World, input: RemoveLocation): Promise<void> {
  const { organizationId, id, moveTo } = input
  await transaction(world, async (world) => {
    await lockOrganization(world, organizationId)
    const location = await lockLocation(world, organizationId, id)
    if (!location) throw new Problem('not-found')
    const use = await useOfLocation(world, { organizationId, id })
    if (use.people + use.machines > 0 && moveTo === undefined) throw inUse(use)
    const to = await requireDestination(world, input)
    await moveAll(world, { organizationId, id, to: to?.id ?? null })
    await deleteLocation(world, id)
    const data = { locationId: id, name: location.name, ...use, movedTo: to?.name ?? null }
    await audit(world, input, { event: 'location-removed', data })
  })
  world.sessionsEnded()
}

function inUse({ people, machines }: { people: number; machines: number }): Problem {
  return new Problem('location-in-use', {
    fields: { people: `${people} people belong here.`, machines: `${machines} machines stand here.` },
  })
}

async function requireDestination(world: World, { organizationId, id, moveTo }: RemoveLocation) {
  if (moveTo === null || moveTo === undefined) return undefined
  const to = moveTo === id ? undefined : await lockLocation(world, organizationId, moveTo)
  if (!to) throw new Problem('invalid-value', { fields: { moveTo: 'There is no such other location.' } })
  return to
}

function requireName(text: string): string {
  const read = readName(text)
  if ('fault' in read) throw new Problem('invalid-value', { fields: { name: read.fault } })
  return read.name
}

function audit(
  world: World,
  { organizationId, by }: Acting,
  what: { event: string; data: Record<string, unknown> },
): Promise<void> {
  return recordAudit(world, { organizationId, personId: null, ...auditedBy(by), ...what })
}

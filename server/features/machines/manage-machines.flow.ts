import type { Machine, MachineWithUses } from '../../../contract/api/machines.ts'
import type { Method } from '../../../contract/words.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import { day, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { type AskedPage, readPage } from '../../base/page.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { locationNames } from '../organizations/organizations.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { machineStateAt } from './machine.ts'
import {
  holdMachine,
  type ListedMachine,
  listedMachine,
  listMachines,
  type MachinesQuery,
  saveMachineNaming,
  usesOfMachine,
} from './machine-list.store.ts'

export interface Acting {
  organizationId: Id<'organization'>
  by: Actor
}

export interface AskMachines extends AskedPage, Pick<MachinesQuery, 'state' | 'locationId'> {
  organizationId: Id<'organization'>
}

export async function machinesPage(
  world: World,
  input: AskMachines,
): Promise<{ machines: Machine[]; next: string | null }> {
  const idleDays = await idleDaysOf(world, input.organizationId)
  const { rows, next } = await listMachines(world, { ...input, ...readPage(input), idleDays })
  return { machines: rows.map((row) => toMachine(row, { now: world.clock.now(), idleDays })), next }
}

/** Throws `not-found`. */
export async function machineWithUses(
  world: World,
  organizationId: Id<'organization'>,
  id: Id<'machine'>,
): Promise<MachineWithUses> {
  const machine = await requireMachine(world, organizationId, id)
  const idleDays = await idleDaysOf(world, organizationId)
  const uses = await usesOfMachine(world, id)
  return {
    ...toMachine(machine, { now: world.clock.now(), idleDays }),
    uses: uses.map((use) => ({
      ...use,
      method: use.method as Method | null,
      provedAt: use.provedAt?.toISOString() ?? null,
      lastUsedAt: use.lastUsedAt.toISOString(),
    })),
  }
}

export interface ChangeMachine extends Acting {
  id: Id<'machine'>
  name: string | null | undefined
  locationId: Id<'location'> | null | undefined
}

/** R4.9: a name and a location. Throws `not-found`, `invalid-value`. */
export async function changeMachine(world: World, input: ChangeMachine): Promise<void> {
  const { organizationId, id } = input
  await transaction(world, async (world) => {
    // Of two changes at once the later sees what the earlier did.
    await holdMachine(world, id)
    const machine = await requireMachine(world, organizationId, id)
    const before = { name: machine.name, locationId: machine.location?.id ?? null }
    const after = {
      name: input.name === undefined ? before.name : input.name?.trim() || null,
      locationId: input.locationId === undefined ? before.locationId : input.locationId || null,
    }
    await checkNaming(world, organizationId, after)
    if (after.name === before.name && after.locationId === before.locationId) return
    await saveMachineNaming(world, id, after)
    await audit(world, input, { event: 'machine-changed', data: { machineId: id, before, after } })
  })
}

async function checkNaming(
  world: World,
  organizationId: Id<'organization'>,
  { name, locationId }: { name: string | null; locationId: Id<'location'> | null },
): Promise<void> {
  const fields: Record<string, string> = {}
  if (name !== null && /\p{Cc}/u.test(name)) fields.name = 'A name is one line of text.'
  if (locationId !== null && !(await locationNames(world, organizationId)).has(locationId))
    fields.locationId = 'There is no such location.'
  if (Object.keys(fields).length > 0) throw new Problem('invalid-value', { fields })
}

/** Throws `not-found`, also for another organization's. */
export async function requireMachine(
  world: World,
  organizationId: Id<'organization'>,
  id: Id<'machine'>,
): Promise<ListedMachine> {
  const machine = await listedMachine(world, organizationId, id)
  if (!machine) throw new Problem('not-found')
  return machine
}

async function idleDaysOf(world: World, organizationId: Id<'organization'>): Promise<number> {
  return (await loadPreferences(world, organizationId)).unidentifiedMachineIdleDays
}

function audit(
  world: World,
  { organizationId, by }: Acting,
  what: { event: string; data: Record<string, unknown> },
): Promise<void> {
  return recordAudit(world, { organizationId, personId: null, ...auditedBy(by), ...what })
}

function toMachine(row: ListedMachine, { now, idleDays }: { now: Date; idleDays: number }): Machine {
  const { createdAt, lastUsedAt, recognizedAt, hasKey, ...rest } = row
  const state = recognizedAt ? machineStateAt(now, { lastUsedAt, idleDays }) : 'seen'
  return {
    ...rest,
    state,
    recognizedAt: recognizedAt?.toISOString() ?? null,
    knownBy: hasKey ? 'page-key' : 'cookie',
    firstSeenAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    lapsesAt: state === 'recognized' ? later(lastUsedAt, idleDays * day).toISOString() : null,
  }
}

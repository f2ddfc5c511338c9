import { z } from 'zod'
import { methods } from '../words.ts'
import { endpoints } from './endpoint.ts'
import { Next, PageQuery } from './page.ts'

const Named = z.object({ id: z.string(), name: z.string() })

/** `recognized`: counts for everybody. `idle`: was, and stood unused too long. `seen`: used, and proved by nobody. */
const MachineState = z.enum(['recognized', 'idle', 'seen'])

export const Machine = z.object({
  id: z.string(),
  name: z.string().nullable(),
  location: Named.nullable(),
  browser: z.string(),
  system: z.string(),
  state: MachineState,
  recognizedAt: z.iso.datetime().nullable(),
  /** Who proved it. */
  recognizedBy: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  /** `page-key`: by the key that the page keeps there (R15.1), beside its cookie. `cookie`: by the cookie alone. */
  knownBy: z.enum(['page-key', 'cookie']),
  firstSeenAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  /** When its recognition ends if nobody uses it; null where it is not recognized. */
  lapsesAt: z.iso.datetime().nullable(),
  /** How many people signed in on it. */
  people: z.int(),
})
export type Machine = z.infer<typeof Machine>

/** One connection of one person on the machine; `provedAt` is null where nothing is remembered. */
const MachineUse = z.object({
  person: z.object({ id: z.string(), userName: z.string(), displayName: z.string() }),
  network: z.string(),
  browser: z.string(),
  system: z.string(),
  provedAt: z.iso.datetime().nullable(),
  method: z.enum(methods).nullable(),
  lastUsedAt: z.iso.datetime(),
})

/** With its newest 100 connections. */
export const MachineWithUses = Machine.extend({ uses: z.array(MachineUse) })
export type MachineWithUses = z.infer<typeof MachineWithUses>

const Which = z.object({ id: z.string().max(64) })

export const machinesEndpoints = endpoints({
  'GET /api/administration/machines': {
    summary: 'Machines of the organization, the one used last first',
    needs: 'Administer Machines',
    query: z.strictObject({
      ...PageQuery,
      state: MachineState.optional(),
      /** Id of a location. */
      location: z.string().max(64).optional(),
    }),
    answer: z.object({ machines: z.array(Machine), next: Next }),
    errors: ['no-session', 'no-right', 'unknown-field', 'invalid-field'],
  },
  'GET /api/administration/machines/{id}': {
    summary: 'One machine, and who uses it',
    needs: 'Administer Machines',
    params: Which,
    answer: MachineWithUses,
    errors: ['no-session', 'no-right', 'not-found'],
  },
  'PATCH /api/administration/machines/{id}': {
    summary: 'Rename a machine, or move it to a location',
    needs: 'Administer Machines',
    params: Which,
    /** What is absent stays; null or blank takes the name or location away. */
    body: z.strictObject({
      name: z.string().max(100).nullable().optional(),
      locationId: z.string().max(64).nullable().optional(),
    }),
    answer: MachineWithUses,
    errors: ['no-session', 'no-right', 'not-found', 'unknown-field', 'invalid-field', 'invalid-value'],
  },
  'DELETE /api/administration/machines/{id}': {
    summary: 'Revoke a machine: nobody is let in on it any more without a code, and open sessions on it end',
    needs: 'Administer Machines',
    params: Which,
    answer: null,
    errors: ['no-session', 'no-right', 'not-found'],
  },
})

import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { prepared, together } from '../../tools/database/prepared.ts'
import type { Database } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'
import type { Bounded } from '../limits/limit-reached.ts'
import type { Caller } from '../machines/caller.ts'
import { tokenHash } from '../machines/machine-token.ts'
import { machineOfToken } from '../machines/machines.store.ts'
import { onlyOf, organizationsOfName, twoOrganizations } from '../organizations/organizations.store.ts'
import type { Named } from '../people/named-person.store.ts'
import { personOfNames, personOfUserName, toPerson } from '../people/people.store.ts'

export interface Typed {
  userName: string
  /** Undefined where none is named: the only one is meant. */
  organization: string | undefined
  caller: Pick<Caller, 'network' | 'machineToken'>
}

/** Who is meant, and what is known of the machine. */
export interface Knock extends Named {
  /** Somebody signed in on it before. */
  isUsedMachine: boolean
  /** The point of its key; null where it has none. */
  machineKey: string | null
  /** Where it was this person. */
  knownMachineId: Id<'machine'> | null
}

/** Whom the audit tells of where a bound refuses; nobody where there is no such organization. */
export function boundedBy({ organization, person }: Named): Bounded | undefined {
  return organization && { organizationId: organization.id, personId: person?.id ?? null }
}

interface Known {
  machine_id: Id<'machine'>
}

/** A machine on which this person signed in, whatever was asked there. */
function knownMachine(database: Database, hash: string) {
  return database
    .selectFrom('connections')
    .select('machine_id')
    .where('machine_id', 'in', ({ selectFrom }) =>
      selectFrom('machines').select('machines.id').where('cookie_hash', '=', hash),
    )
    .limit(1)
}

const knownOfNames = prepared<{ hash: string; name: string; userName: string }, Known>(
  (database, parameter) =>
    knownMachine(database, parameter('hash')).where('person_id', '=', ({ selectFrom }) =>
      selectFrom('people')
        .select('people.id')
        .where('organization_id', '=', ({ selectFrom }) =>
          selectFrom('organizations').select('organizations.id').where('name_key', '=', parameter('name')),
        )
        .where('user_name_key', '=', parameter('userName')),
    ),
)

const knownOfUserName = prepared<{ hash: string; userName: string }, Known>((database, parameter) =>
  knownMachine(database, parameter('hash')).where('person_id', '=', ({ selectFrom }) =>
    selectFrom('people')
      .select('people.id')
      .where('organization_id', '=', ({ selectFrom }) =>
        selectFrom('organizations').select('organizations.id').limit(1),
      )
      .where('user_name_key', '=', parameter('userName')),
  ),
)

const inNamed = together({
  organizations: organizationsOfName,
  people: personOfNames,
  machines: machineOfToken,
  known: knownOfNames,
})
const inOnly = together({
  organizations: twoOrganizations,
  people: personOfUserName,
  machines: machineOfToken,
  known: knownOfUserName,
})

/** In one round trip. */
export async function whoKnocks(
  { database }: Pick<World, 'database'>,
  { userName, organization: name, caller }: Typed,
): Promise<Knock> {
  const who = { userName: nameKey(userName), hash: tokenHash(caller.machineToken) }
  const { organizations, people, machines, known } =
    name === undefined
      ? await inOnly(database, who)
      : await inNamed(database, { ...who, name: nameKey(name) })
  const organization = onlyOf(organizations)
  const [row] = people
  const person = organization && row && toPerson(row)
  return {
    organization,
    person,
    isUsedMachine: machines.length > 0,
    machineKey: machines[0]?.public_key ?? null,
    knownMachineId: (person && known[0]?.machine_id) ?? null,
  }
}

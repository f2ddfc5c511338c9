import { nameKey } from '../../base/name-key.ts'
import { together } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'
import {
  type Organization,
  onlyOf,
  organizationsOfName,
  twoOrganizations,
} from '../organizations/organizations.store.ts'
import { type Person, personOfNames, personOfUserName, toPerson } from './people.store.ts'

const inNamed = together({ organizations: organizationsOfName, people: personOfNames })
const inOnly = together({ organizations: twoOrganizations, people: personOfUserName })

export interface Named {
  /** The one named, or the only one when none is named; undefined where there is none, or several. */
  organization: Organization | undefined
  person: Person | undefined
}

/** Who is meant by a user name, in one round trip. */
export async function findNamed(
  { database }: Pick<World, 'database'>,
  { organization: name, userName }: { organization: string | undefined; userName: string },
): Promise<Named> {
  const key = nameKey(userName)
  const { organizations, people } =
    name === undefined
      ? await inOnly(database, { userName: key })
      : await inNamed(database, { name: nameKey(name), userName: key })
  const organization = onlyOf(organizations)
  const [row] = people
  return { organization, person: organization && row && toPerson(row) }
}

import {
  findOrganization,
  hasNoOrganization,
  type Organization,
} from '../../features/organizations/organizations.store.ts'
import { findNamed } from '../../features/people/named-person.store.ts'
import type { Person } from '../../features/people/people.store.ts'
import type { World } from '../../tools/world.ts'
import { Refusal } from './cli.ts'

/** The organization that is meant: the only one, or the one named. */
export async function requireOrganization(world: World, name: string | undefined): Promise<Organization> {
  const found = await findOrganization(world, name)
  if (found) return found
  if (await hasNoOrganization(world))
    throw new Refusal('There is no organization yet. "create-admin --organization NAME" makes one.')
  throw new Refusal(
    name === undefined
      ? 'There are several organizations. Say which one: --organization NAME.'
      : `There is no organization "${name}".`,
  )
}

export async function requirePerson(
  world: World,
  userName: string,
  organization: string | undefined,
): Promise<Person> {
  const { name } = await requireOrganization(world, organization)
  const { person } = await findNamed(world, { organization, userName })
  if (!person) throw new Refusal(`Nobody at ${name} has the user name "${userName}".`)
  return person
}

import { nameKey } from '../../base/name-key.ts'
import { Problem } from '../../base/problem.ts'
import { isUniqueViolation } from '../../tools/database/unique-violation.ts'
import type { World } from '../../tools/world.ts'
import type { Person } from './people.store.ts'
import { replaceWords } from './person-words.store.ts'

export type PersonUpdate = Partial<
  Pick<Person, 'userName' | 'displayName' | 'email' | 'cellPhone' | 'locationId' | 'active'>
>

/** Writes what is given and leaves the rest; the person as they are now. Throws `already-taken`. */
export async function updatePerson(
  world: Pick<World, 'database'>,
  person: Person,
  update: PersonUpdate,
): Promise<Person> {
  if (Object.keys(update).length === 0) return person
  const changed = { ...person, ...update }
  try {
    await world.database.updateTable('people').set(columns(update)).where('id', '=', person.id).execute()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem('already-taken', { fields: { userName: 'This user name is already used.' } })
  }
  await replaceWords(world, changed)
  return changed
}

function columns({ userName, displayName, email, cellPhone, locationId, active }: PersonUpdate) {
  return {
    ...(userName !== undefined && { user_name: userName, user_name_key: nameKey(userName) }),
    ...(displayName !== undefined && {
      display_name: displayName,
      display_name_key: nameKey(displayName),
    }),
    ...(email !== undefined && { email, email_key: email && nameKey(email) }),
    ...(cellPhone !== undefined && { cell_phone: cellPhone }),
    ...(locationId !== undefined && { location_id: locationId }),
    ...(active !== undefined && { active: active ? (1 as const) : (0 as const) }),
  }
}

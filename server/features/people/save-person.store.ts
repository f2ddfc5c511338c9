import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { Problem } from '../../base/problem.ts'
import { isUniqueViolation } from '../../tools/database/unique-violation.ts'
import type { World } from '../../tools/world.ts'
import { type Person, toPerson } from './people.store.ts'
import { replaceWords } from './person-words.store.ts'

/** E-mail and cell phone as `readEmailAddress` and `readCellPhone` give them; what is absent stays. */
export type PersonSaving = Partial<
  Pick<Person, 'userName' | 'displayName' | 'email' | 'cellPhone' | 'locationId' | 'active'>
>

/** Writes what is given, and by which words the person is found; the person as they are now. Throws `already-taken`. */
export async function savePerson(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
  saving: PersonSaving,
): Promise<Person> {
  const person = toPerson(await write(world, personId, saving))
  await replaceWords(world, person)
  return person
}

/** Two people who take one user name at once: the one that is written first has it. */
async function write({ database }: Pick<World, 'database'>, personId: Id<'person'>, saving: PersonSaving) {
  try {
    return await database
      .updateTable('people')
      .set((row) => ({ active: row.ref('active'), ...columns(saving) }))
      .where('id', '=', personId)
      .returningAll()
      .executeTakeFirstOrThrow()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem('already-taken', { fields: { userName: 'This user name is already used.' } })
  }
}

function columns({ userName, displayName, email, cellPhone, locationId, active }: PersonSaving) {
  return {
    ...(userName !== undefined && { user_name: userName, user_name_key: nameKey(userName) }),
    ...(displayName !== undefined && { display_name: displayName, display_name_key: nameKey(displayName) }),
    ...(email !== undefined && { email, email_key: email && nameKey(email) }),
    ...(cellPhone !== undefined && { cell_phone: cellPhone }),
    ...(locationId !== undefined && { location_id: locationId }),
    ...(active !== undefined && { active: active ? (1 as const) : (0 as const) }),
  }
}

import type { Id } from '../../../base/id.ts'
import type { Tables } from '../../../tools/database/tables.ts'
import type { World } from '../../../tools/world.ts'
import { withoutThePerson } from './what-the-audit-keeps.ts'

type Writes = Pick<World, 'database'>

interface Erased {
  personId: Id<'person'>
  pseudonym: string
}

type Erasing = (world: Writes, erased: Erased) => Promise<unknown>

/**
 * What becomes of each table's rows of a person. A new table does not compile until somebody has said it. `goes with them`
 * stands in the schema: foreign keys on `people`.
 */
const erasing: Readonly<Record<keyof Tables, Erasing | 'goes with them' | 'holds nobody'>> = {
  audit: becomesPseudonym,
  reset_grants: openedByPseudonym,
  people: ({ database }, { personId }) => database.deleteFrom('people').where('id', '=', personId).execute(),
  person_words: 'goes with them',
  person_rights: 'goes with them',
  factors: 'goes with them',
  method_limits: 'goes with them',
  connections: 'goes with them',
  sessions: 'goes with them',
  sign_ins: 'goes with them',
  challenges: 'goes with them',
  links: 'goes with them',
  person_changes: 'goes with them',
  // Also what they asked for at others.
  pending_changes: 'goes with them',
  messages: 'goes with them',
  // It stays recognized for the colleagues who use it; by whom is forgotten.
  machines: 'goes with them',
  group_members: 'goes with them',
  application_people: 'goes with them',
  application_uses: 'goes with them',
  // By way of their sessions; what was asked before anybody signed in runs out within the hour.
  provider_records: 'goes with them',
  organizations: 'holds nobody',
  preferences: 'holds nobody',
  locations: 'holds nobody',
  // Keyed digests that run out.
  pauses: 'holds nobody',
  taken_limits: 'holds nobody',
  epochs: 'holds nobody',
  sealing_keys: 'holds nobody',
  imports: 'holds nobody',
  copy_progress: 'holds nobody',
  write_probes: 'holds nobody',
  groups: 'holds nobody',
  applications: 'holds nobody',
  application_groups: 'holds nobody',
  application_locations: 'holds nobody',
  signing_keys: 'holds nobody',
}

/** In the caller's transaction, the person held and all that rests on them ended. */
export async function eraseRows(world: Writes, erased: Erased): Promise<void> {
  for (const erase of Object.values(erasing)) if (typeof erase !== 'string') await erase(world, erased)
}

function openedByPseudonym({ database }: Writes, { personId, pseudonym }: Erased) {
  return database
    .updateTable('reset_grants')
    .set({ opened_by: pseudonym })
    .where('opened_by', '=', personId)
    .execute()
}

const entriesAtOnce = 500

/** What the person did to others stays as it is, but for who did it and from where. */
async function becomesPseudonym({ database }: Writes, { personId, pseudonym }: Erased): Promise<void> {
  await database
    .updateTable('audit')
    .set({ actor_id: pseudonym, address: null })
    .where('actor_id', '=', personId)
    .execute()
  for (;;) {
    const about = await database
      .selectFrom('audit')
      .select(['id', 'actor_id', 'address', 'data'])
      .where('person_id', '=', personId)
      .limit(entriesAtOnce)
      .execute()
    for (const { id, actor_id, address, data } of about)
      await database
        .updateTable('audit')
        .set({
          person_id: pseudonym,
          data: JSON.stringify(withoutThePerson(JSON.parse(data))),
          facts: null,
          summed_as: null,
          // Nobody known did it, so it is where the person was, or whoever tried their name.
          address: actor_id === null ? null : address,
        })
        .where('id', '=', id)
        .execute()
    if (about.length < entriesAtOnce) return
  }
}

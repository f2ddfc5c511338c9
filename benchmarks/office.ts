import { join } from 'node:path'
import type { Method, PreferenceCode } from '../contract/words.ts'
import { openWorld } from '../server/compose.ts'
import { readConfig } from '../server/config.ts'
import { saveFactor } from '../server/features/factors/factors.store.ts'
import { insertOrganization } from '../server/features/organizations/organizations.store.ts'
import { finishSetUp, insertPeople, type NewPerson } from '../server/features/people/people.store.ts'
import { savePreference } from '../server/features/preferences/preferences.store.ts'
import { transaction } from '../server/tools/transaction.ts'
import type { World } from '../server/tools/world.ts'
import type { People } from './people.ts'

/** Two factor authentication is on. Notices are off: the others that are measured have none. */
const preferences: readonly { code: PreferenceCode; value: string }[] = [
  { code: '2FA', value: 'On' },
  { code: 'NEWCONNECTIONNOTICE', value: 'off' },
]

export interface OfficePlace {
  dataFolder: string
  /** `sqlite:PATH` or `postgres://…` */
  database: string
}

export const sqliteIn = (dataFolder: string) => `sqlite:${join(dataFolder, 'doorward.db')}`

/** An organization whose people have finished set-up, half of them with each way first, all with one password and key. */
export async function makeOffice(place: OfficePlace, people: People, passwordHash: string): Promise<void> {
  const world = await openOffice(place)
  const organizationId = await makeOrganization(world)
  await transaction(world, async (world) => {
    for (const first of ['app', 'email'] as const) {
      const names = Array.from({ length: people.count }, (_, at) => people.nameOf(first, at))
      const rows = names.map((userName) => member({ organizationId, userName, passwordHash }))
      const ids = await insertPeople(world, rows)
      for (const [at, id] of ids.entries())
        await setUp(world, { organizationId, personId: id!, email: rows[at]!.email!, first, people })
    }
  })
  await world.database.destroy()
}

export async function makeOrganization(world: World): Promise<string> {
  const { id } = await insertOrganization(world, 'Harbor Agency')
  for (const preference of preferences) await savePreference(world, id, preference)
  return id
}

/** The world of a server that does not run, to write rows into it. */
export async function openOffice({ dataFolder, database }: OfficePlace): Promise<World> {
  const read = readConfig({
    DOORWARD_URL: 'https://signin.bench.example',
    DOORWARD_SMTP: 'smtp://127.0.0.1:9',
    DOORWARD_MAIL_FROM: 'doorward@bench.example',
    DOORWARD_DATA: dataFolder,
    DOORWARD_DATABASE: database,
  })
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  return openWorld(read.config, {})
}

function member(person: Pick<NewPerson, 'organizationId' | 'userName' | 'passwordHash'>): NewPerson {
  const email = `${person.userName.toLowerCase()}@bench.example`
  return { ...person, displayName: `Person ${person.userName}`, email, cellPhone: null, locationId: null }
}

interface SetUp {
  organizationId: string
  personId: string
  email: string
  first: Method
  people: People
}

async function setUp(world: World, { organizationId, personId, email, first, people }: SetUp): Promise<void> {
  const whose = { organizationId, personId }
  await saveFactor(world, { ...whose, method: 'email', address: email, key: null })
  await saveFactor(world, { ...whose, method: 'app', address: null, key: people.appKeyBase32 })
  await finishSetUp(world, personId, first)
}

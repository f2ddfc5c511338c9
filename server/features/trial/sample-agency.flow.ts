import { readFile, writeFile } from 'node:fs/promises'
import type { TrialAccount } from '../../../contract/api/trial.ts'
import { cellPhoneMethod, everybodysMethod, rights } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { Random } from '../../tools/random.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { saveFactor } from '../factors/factors.store.ts'
import { insertLocation } from '../locations/locations.store.ts'
import { hasNoOrganization, insertOrganization } from '../organizations/organizations.store.ts'
import { finishSetUp, insertPerson } from '../people/people.store.ts'
import { savePreference } from '../preferences/preferences.store.ts'
import { grantRight } from '../rights/rights.store.ts'
import {
  type SamplePerson,
  sampleEmail,
  sampleLocations,
  sampleOrganization,
  samplePeople,
  samplePreferences,
} from './sample-agency.ts'

/** Makes the sample agency once per data folder, and tells who may sign in with which password. */
export async function openSampleAgency(world: World, accountsFile: string): Promise<TrialAccount[]> {
  const accounts = await sampleAccounts(world.random, accountsFile)
  if (await hasNoOrganization(world)) await makeSampleAgency(world, accounts)
  return accounts
}

/** Passwords are random and kept beside the database, readable by the owner only: trial mode shows them on purpose. */
async function sampleAccounts(random: Random, file: string): Promise<TrialAccount[]> {
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept !== null) return JSON.parse(kept) as TrialAccount[]
  const accounts = samplePeople.map(({ userName, displayName, note }) => ({
    organization: sampleOrganization,
    userName,
    password: samplePassword(random),
    displayName,
    note,
  }))
  await writeFile(file, JSON.stringify(accounts, null, 2), { mode: 0o600 })
  return accounts
}

/** 80 random bits as four groups of four letters and digits, easy to type. */
function samplePassword(random: Random): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz023456789'
  const text = Array.from(random.bytes(16), (byte) => letters[byte % 32]).join('')
  return text.match(/.{4}/g)!.join('-')
}

async function makeSampleAgency(world: World, accounts: readonly TrialAccount[]): Promise<void> {
  const hashes = new Map<string, string>()
  for (const { userName, password } of accounts) hashes.set(userName, await world.passwords.hash(password))
  await transaction(world, async (world) => {
    const { id: organizationId } = await insertOrganization(world, sampleOrganization, { isSample: true })
    const locations = new Map<string, string>()
    for (const name of sampleLocations) locations.set(name, await insertLocation(world, organizationId, name))
    for (const preference of samplePreferences) await savePreference(world, organizationId, preference)
    for (const person of samplePeople)
      await makeSamplePerson(world, person, {
        organizationId,
        locationId: locations.get(person.location)!,
        passwordHash: hashes.get(person.userName)!,
      })
  })
}

async function makeSamplePerson(
  world: World,
  person: SamplePerson,
  place: { organizationId: Id<'organization'>; locationId: Id<'location'>; passwordHash: string },
): Promise<void> {
  const { userName, displayName, cellPhone, isSetUp } = person
  const { organizationId } = place
  const email = sampleEmail(userName)
  const personId = await insertPerson(world, { ...place, userName, displayName, email, cellPhone })
  if (person.isAdministrator)
    for (const right of rights) await grantRight(world, { organizationId, personId, right })
  if (!isSetUp) return
  await saveFactor(world, { organizationId, personId, method: everybodysMethod, address: email, key: null })
  if (cellPhone)
    await saveFactor(world, {
      organizationId,
      personId,
      method: cellPhoneMethod,
      address: cellPhone,
      key: null,
    })
  await finishSetUp(world, personId, everybodysMethod)
}

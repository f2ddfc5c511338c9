import { DatabaseSync } from 'node:sqlite'
import { hash } from '@node-rs/argon2'
import { rights } from '../contract/words.ts'
import { digest } from '../server/base/digest.ts'
import { hour, later } from '../server/base/duration.ts'
import { makeId } from '../server/base/id.ts'
import { nameKey } from '../server/base/name-key.ts'
import { saveFactor } from '../server/features/factors/factors.store.ts'
import { finishSetUp, insertPerson } from '../server/features/people/people.store.ts'
import { personWords } from '../server/features/people/person-words.ts'
import { grantRight } from '../server/features/rights/rights.store.ts'
import { insertSession, type NewSession } from '../server/features/sessions/sessions.store.ts'
import { argon2Parameters } from '../server/tools/password-hasher.ts'
import { makeToken } from '../server/tools/random.ts'
import { transaction } from '../server/tools/transaction.ts'
import type { World } from '../server/tools/world.ts'
import { makeOrganization, openOffice, sqliteIn } from './office.ts'
import type { People } from './people.ts'

export const connectionsOfEach = 10

export interface GrownOffice {
  /** Tokens of open sessions of people all over the list. */
  tokens: readonly string[]
  /** Of somebody who holds every right. */
  administratorToken: string
  /** A person in the middle of the list. */
  middle: string
}

interface Growth {
  dataFolder: string
  /** Who are measured; they stand all over the list. */
  people: People
  /** In all. */
  count: number
  sessions: number
}

/** An organization on SQLite with so many people, ten connections and one ended session each. */
export async function growOffice({ dataFolder, people, count, sessions }: Growth): Promise<GrownOffice> {
  const database = sqliteIn(dataFolder)
  const world = await openOffice({ dataFolder, database })
  const model = await makeModel(world, await hash(people.password, argon2Parameters))
  const step = Math.floor(count / people.count)
  const nameAt = (at: number) => (at % step === 0 ? people.nameOf('app', at / step) : `U${at}`)
  const ids = fillRows(
    database.slice('sqlite:'.length),
    model,
    Array.from({ length: count }, (_, at) => nameAt(at)),
  )
  const measured = ids.filter((_, at) => at % step === 0).slice(0, people.count)
  const tokens = await transaction(world, async (world) => {
    for (const personId of measured) await setUp(world, { ...model, personId }, people)
    for (const right of rights) await grantRight(world, { ...model, personId: measured[0]!, right })
    return openSessions(world, { ...model, ids, sessions })
  })
  const [administratorToken] = await openSessions(world, { ...model, ids: [measured[0]!], sessions: 1 })
  await world.database.destroy()
  return { tokens, administratorToken: administratorToken!, middle: ids[Math.floor(count / 2)]! }
}

interface Model {
  organizationId: string
  personId: string
}

/** The person that all others are copied from. */
async function makeModel(world: World, passwordHash: string): Promise<Model> {
  const organizationId = await makeOrganization(world)
  const names = { userName: 'MODEL', displayName: 'The Model', email: 'model@bench.example' }
  const personId = await insertPerson(world, {
    ...names,
    organizationId,
    cellPhone: null,
    locationId: null,
    passwordHash,
  })
  await finishSetUp(world, personId, 'app')
  return { organizationId, personId }
}

async function setUp(world: World, whose: Model, { appKeyBase32 }: People): Promise<void> {
  await saveFactor(world, { ...whose, method: 'app', address: null, key: appKeyBase32 })
}

async function openSessions(
  world: World,
  { organizationId, ids, sessions }: { organizationId: string; ids: readonly string[]; sessions: number },
): Promise<string[]> {
  const tokens = Array.from({ length: sessions }, () => makeToken(world.random))
  const now = world.clock.now()
  const step = ids.length / sessions
  for (const [at, token] of tokens.entries())
    await insertSession(world, {
      ...openSession(now),
      organizationId,
      personId: ids[Math.floor(at * step)]!,
      token,
    })
  return tokens
}

function openSession(now: Date): Omit<NewSession, 'organizationId' | 'personId' | 'token'> {
  return {
    machineId: 'mac_none',
    connectionId: 'con_none',
    passwordAt: now,
    secondFactorAt: now,
    method: 'app',
    letThroughBy: null,
    address: '127.0.0.1',
    browser: 'Chrome',
    system: 'Windows',
    isFresh: true,
    idleMinutes: 60,
    expiresAt: later(now, 12 * hour),
  }
}

/** Straight into the file, without a journal and in the order of the keys: a million people take minutes. */
function fillRows(file: string, model: Model, userNames: readonly string[]): string[] {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -500000')
  const restoreIndexes = dropIndexes(database)
  database.exec('begin')
  const ids = fillPeople(database, model, userNames)
  fillPlaces(database, model)
  database.exec('commit')
  restoreIndexes()
  database.exec('pragma journal_mode = wal')
  database.close()
  return ids
}

/** An index made of rows that are there is made much faster than one that grows with them. */
function dropIndexes(database: DatabaseSync): () => void {
  const indexes = database
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and sql is not null
        and tbl_name in ('people', 'person_words', 'machines', 'connections', 'sessions')`,
    )
    .all()
  for (const { name } of indexes) database.exec(`drop index ${name}`)
  return () => {
    for (const { sql } of indexes) database.exec(String(sql))
  }
}

const firstNames = ['Ann', 'Bill', 'Carol', 'Dana', 'Elena', 'Frank', 'Grace', 'Hugo', 'Ines', 'Jan']

function fillPeople(
  database: DatabaseSync,
  { organizationId, personId }: Model,
  userNames: readonly string[],
): string[] {
  const row = database.prepare('select * from people where id = ?').get(personId)!
  const columns = Object.keys(row)
  const insert = database.prepare(
    `insert into people (${columns.join()}) values (${columns.map((name) => `:${name}`).join()})`,
  )
  const insertWord = database.prepare(
    'insert into person_words (person_id, word, organization_id, display_name_key) values (?, ?, ?, ?)',
  )
  const begun = Date.now() - userNames.length
  return userNames.map((userName, at) => {
    const id = makeId('person', new Date(begun + at), new Uint8Array(10))
    const displayName = `${firstNames[at % 10]} Family${Math.floor(at / 10) % 400}`
    const email = `${userName.toLowerCase()}@harbor.example`
    const cellPhone = at % 10 === 0 ? null : `+1202${String(5_000_000 + at)}`
    const key = nameKey(displayName)
    insert.run({
      ...row,
      id,
      user_name: userName,
      user_name_key: nameKey(userName),
      display_name: displayName,
      display_name_key: key,
      email,
      email_key: nameKey(email),
      cell_phone: cellPhone,
    })
    const words = personWords({ displayName, userName, email, cellPhone })
    for (const word of words) insertWord.run(id, word, organizationId, key)
    return id
  })
}

/** A machine and an ended session for each person, and connections of theirs on it and on the next one's. */
function fillPlaces(database: DatabaseSync, { organizationId, personId }: Model): void {
  const everybody = `from people where id <> '${personId}'`
  const machine = (column: string) => `'mac_' || substr(${column}, 5)`
  database.exec(`
    insert into machines (id, organization_id, cookie_hash, browser, system, last_used_at, created_at)
      select ${machine('id')}, '${organizationId}', 'm' || id, 'Chrome', 'Windows', created_at, created_at
      ${everybody} order by id;
    insert into connections (id, organization_id, person_id, machine_id, network, browser, system, proved_at, method,
        last_used_at, created_at)
      select 'con_' || substr(people.id, 5, 24) || n.value, '${organizationId}', people.id, ${machine('people.id')},
        '198.51.100.' || n.value, 'Chrome', 'Windows', created_at, 'app', created_at, created_at
      from people, json_each('[${Array.from({ length: connectionsOfEach }, (_, n) => n).join()}]') as n
      where people.id <> '${personId}' order by people.id, n.value;
    insert into sessions (id, organization_id, person_id, token_hash, password_at, address, browser, system,
        last_used_at, idle_minutes, expires_at, ended_at, created_at)
      select 'ses_' || substr(id, 5), '${organizationId}', id, '${digest('nobody')}' || id, created_at, '198.51.100.1',
        'Chrome', 'Windows', created_at, 30, created_at + 43200000, created_at, created_at
      ${everybody} order by id;`)
}

// Makes the tables and so many people who can sign in: `fill.mjs SETTINGS PEOPLE`, as JSON: see settings.mjs and below.
import { symmetricEncrypt } from 'better-auth/crypto'
import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { openAuth } from './settings.mjs'

const settings = JSON.parse(process.argv[2])
/** `{ count, password, appKey }`: how many, and the password and the key of the authenticator app of all of them. */
const { count, password, appKey } = JSON.parse(process.argv[3])

const auth = openAuth(settings)
const { runMigrations } = await getMigrations(auth.options)
await runMigrations()
const context = await auth.$context
const model = await makeModel()
const database = await openKysely()
// The first person is made by Better Auth itself; the others are copies of their rows.
await copy('user', { id: name('id'), email: name('email') })
await copy('account', { id: name('id'), accountId: name('id'), userId: name('id') })
await copy('twoFactor', { id: name('id'), userId: name('id') })
await sql`analyze`.execute(database)
process.exit(0)

async function makeModel() {
  const { internalAdapter, adapter, secretConfig } = context
  const email = 'model@bench.example'
  const user = await internalAdapter.createUser({ email, name: 'Benchmark', emailVerified: true })
  await internalAdapter.updateUser(user.id, { twoFactorEnabled: true })
  await internalAdapter.createAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(password),
  })
  const secret = await symmetricEncrypt({ key: secretConfig, data: appKey })
  const data = { secret, backupCodes: secret, userId: user.id, verified: true }
  await adapter.create({ model: 'twoFactor', data })
  return user
}

async function openKysely() {
  const { createKyselyAdapter } = await import('@better-auth/kysely-adapter')
  const { kysely } = await createKyselyAdapter({ database: auth.options.database })
  return kysely
}

function name(kind) {
  const numbered = sql`'u' || cast(n as text)`
  return kind === 'email' ? sql`${numbered} || '@bench.example'` : numbered
}

/** One statement copies all: every column as it is in the model's row, but those named in `changed`. */
async function copy(table, changed) {
  const row = await database.selectFrom(table).selectAll().executeTakeFirstOrThrow()
  const columns = Object.keys(row)
  const values = columns.map((column) => changed[column] ?? sql.ref(`${table}.${column}`))
  const owner = table === 'user' ? 'id' : 'userId'
  await sql`with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < ${count - 1})
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(values)} from ${sql.table(table)} cross join numbers
    where ${sql.ref(`${table}.${owner}`)} = ${model.id}`.execute(database)
}

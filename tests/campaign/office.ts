import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose, type Doorward } from '../../server/compose.ts'
import { saveFactor } from '../../server/features/factors/factors.store.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { finishSetUp, insertPerson } from '../../server/features/people/people.store.ts'
import { savePreference } from '../../server/features/preferences/preferences.store.ts'
import { grantRight } from '../../server/features/rights/rights.store.ts'
import type { Clock } from '../../server/tools/clock.ts'
import { transaction } from '../../server/tools/transaction.ts'
import type { World } from '../../server/tools/world.ts'
import { configOf } from '../support/server.ts'
import { type TestWorld, testWorld } from '../support/world.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts'

export interface Account {
  id: string
  userName: string
  email: string
  /** As far as we were told. */
  password: string
}

/** An agency with people, a mail server of its own, and a folder; servers come and go on it. */
export interface Office {
  url: string
  folder: string
  mail: MailServer
  /** Of server and command line alike, without `DOORWARD_`. */
  settings: Readonly<Record<string, string>>
  administrator: Account
  /** Nobody has used them yet. */
  people: Account[]
  /** Looks into the database beside the server. */
  world: TestWorld
  start(environment?: Record<string, string>, settings?: Record<string, string>): Promise<ServerProcess>
  /** The same server in this process, under a clock that can be moved. */
  startInside(clock: Clock, settings?: Record<string, string>): Promise<Pick<Doorward, 'world' | 'stop'>>
  /** Stops nothing: servers are whoever's who started them. */
  close(): Promise<void>
}

export interface OfficeSettings {
  /** `postgres://…`; a SQLite file in the folder when absent. */
  database?: string
  /** Where the database file goes; a folder of our own when absent. */
  folder?: string
  people: number
  /** Minutes a code lives: long, so that a code that is refused was refused for having been used. */
  codeMinutes?: number
}

export const firstPassword = 'harbor lights in the rain'

export async function openOffice(settings: OfficeSettings): Promise<Office> {
  const own = settings.folder ? undefined : mkdtempSync(join(tmpdir(), 'doorward-campaign-'))
  const folder = settings.folder ?? own!
  const database = settings.database ?? `sqlite:${join(folder, 'doorward.db')}`
  const mail = await startMailServer()
  const url = `http://localhost:${await freePort()}`
  const world = await testWorld({ database, now: new Date() })
  const { administrator, people } = await fill(world, settings)
  const environment = {
    URL: url,
    LISTEN: `127.0.0.1:${new URL(url).port}`,
    TRUSTED_PROXIES: '127.0.0.1',
    DATA: folder,
    DATABASE: database,
    SMTP: mail.url,
    MAIL_FROM: 'doorward@harbor.example',
    LOG: 'error',
  }
  return {
    url,
    folder,
    mail,
    settings: environment,
    administrator,
    people,
    world,
    start: (more, changed) => startServerProcess({ ...environment, ...changed }, more),
    async startInside(clock, changed) {
      const doorward = await compose(configOf(folder, { ...environment, ...changed }), { clock })
      await doorward.start()
      return doorward
    },
    async close() {
      await world.close()
      await mail.close()
      if (own) rmSync(own, { recursive: true, force: true })
    },
  }
}

/** Half of the people have set up e-mail, the others meet the wizard. All may revoke machines. */
async function fill(world: World, { people, codeMinutes = 10 }: OfficeSettings) {
  const passwordHash = await world.passwords.hash(firstPassword)
  return transaction(world, async (world) => {
    const { id: organizationId } = await insertOrganization(world, 'Harbor Agency')
    for (const [code, value] of [
      ['2FA', 'On'],
      ['CODEMINUTES', String(codeMinutes)],
    ] as const)
      await savePreference(world, organizationId, { code, value })
    async function add(userName: string, isSetUp: boolean): Promise<Account> {
      const email = `${userName.toLowerCase()}@harbor.example`
      const about = { organizationId, userName, displayName: `Person ${userName}`, email, passwordHash }
      const id = await insertPerson(world, { ...about, cellPhone: null, locationId: null })
      for (const right of ['Administer Machines', 'View Audit', 'Administer Preferences'] as const)
        await grantRight(world, { organizationId, personId: id, right })
      if (isSetUp) {
        await saveFactor(world, { organizationId, personId: id, method: 'email', address: email, key: null })
        await finishSetUp(world, id, 'email')
      }
      return { id, userName, email, password: firstPassword }
    }
    const administrator = await add('ADMIN', true)
    const accounts: Account[] = []
    for (let number = 0; number < people; number++)
      accounts.push(await add(`P${String(number).padStart(4, '0')}`, number % 2 === 0))
    return { administrator, people: accounts }
  })
}

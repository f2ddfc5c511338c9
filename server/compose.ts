import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { TrialAccount } from '../contract/api/trial.ts'
import { second } from './base/duration.ts'
import type { Config } from './config.ts'
import { applicationsRoutes } from './doors/api/applications.routes.ts'
import { auditRoutes } from './doors/api/audit.routes.ts'
import { cachedSessionAnswer } from './doors/api/cached-session.door.ts'
import { enrollmentRoutes } from './doors/api/enrollment.routes.ts'
import { firstRunRoutes } from './doors/api/first-run.routes.ts'
import { forecastRoutes } from './doors/api/forecast.routes.ts'
import { locationsRoutes } from './doors/api/locations.routes.ts'
import { machinesRoutes } from './doors/api/machines.routes.ts'
import { messagesRoutes } from './doors/api/messages.routes.ts'
import { operationsRoutes } from './doors/api/operations.routes.ts'
import { passwordRoutes } from './doors/api/password.routes.ts'
import { peopleRoutes } from './doors/api/people.routes.ts'
import { preferencesRoutes } from './doors/api/preferences.routes.ts'
import { profileRoutes } from './doors/api/profile.routes.ts'
import { proofRoutes } from './doors/api/proof.routes.ts'
import { resetsRoutes } from './doors/api/resets.routes.ts'
import { sessionRoutes } from './doors/api/session.routes.ts'
import { signInRoutes } from './doors/api/sign-in.routes.ts'
import { trialRoutes } from './doors/api/trial.routes.ts'
import type { Door } from './doors/door.ts'
import type { Metrics } from './doors/metrics/metrics.door.ts'
import { readingsOf } from './doors/metrics/readings.door.ts'
import { openIdConnect } from './doors/oidc/oidc.door.ts'
import { pagesRoutes } from './doors/web/pages.routes.ts'
import { startCleanUp } from './features/clean-up/clean-up.worker.ts'
import { openFirstRun } from './features/first-run/first-run.flow.ts'
import { presentForecast } from './features/forecast/present-forecast.flow.ts'
import { startDueChanges } from './features/four-eyes/due-changes.worker.ts'
import { sizeLimits } from './features/limits/limits-table.ts'
import { deviceReader } from './features/machines/known-devices.ts'
import { startOutbox } from './features/messages/outbox.worker.ts'
import { type Readiness, readiness } from './features/messages/readiness.flow.ts'
import type { Senders } from './features/messages/send-message.flow.ts'
import { sessionCheck } from './features/sessions/session-check.flow.ts'
import { openSampleAgency } from './features/trial/sample-agency.flow.ts'
import { requireSampleDatabase } from './features/trial/sample-database.store.ts'
import { systemClock } from './tools/clock.ts'
import { migrate } from './tools/database/migrate.ts'
import { openDatabase, openServingDatabase } from './tools/database/open.ts'
import { openVaultOf } from './tools/database/sealing-keys.ts'
import { hashesAtOnce } from './tools/hash-pool.ts'
import { openCookies } from './tools/http/cookies.ts'
import { openHttp } from './tools/http/open-http.ts'
import { watchProxies } from './tools/http/proxy-watch.ts'
import { openLog } from './tools/log.ts'
import { openMailSender } from './tools/mail/mail-sender.ts'
import { passwordHasher } from './tools/password-hasher.ts'
import { systemRandom } from './tools/random.ts'
import { openTextSender } from './tools/sms/text-sender.ts'
import { type Catchers, startCatchers } from './tools/trial/catchers.ts'
import type { Vault } from './tools/vault.ts'
import type { World } from './tools/world.ts'

/** A whole Doorward, built and joined. */
export interface Doorward {
  world: World
  app: FastifyInstance
  /** Where `/metrics` is asked for; null where it is not, or beside the other routes. */
  metricsAddress(): string | null
  /** The sample people; empty outside trial mode. */
  accounts: readonly TrialAccount[]
  /** Starts to listen and to send; tells the address. */
  start(): Promise<string>
  /** A new link by which the first organization is made; null where there is one already. Holds a secret. */
  openFirstRun(): Promise<string | null>
  /** Ends what is under way, then closes everything. */
  stop(): Promise<void>
}

type WorldOverrides = Partial<Pick<World, 'clock' | 'random' | 'log' | 'passwords' | 'vault'>>

/** Pieces a test may put in place of the real ones. */
export interface Overrides extends WorldOverrides {
  /** Of another node in trial mode: the messages of all nodes end there. Whoever started them closes them. */
  catchers?: Catchers
}

/** A mail server may take ten minutes for an answer; whoever stops a process does not wait so long. */
const stopPatience = 15 * second

const pagesFolder = join(import.meta.dirname, '../dist/web')

export async function compose(config: Config, overrides: Overrides = {}): Promise<Doorward> {
  const { catchers: given, ...ofWorld } = overrides
  const world = await openWorld(config, ofWorld)
  const own = config.publicUrl === null && !given ? await startCatchers(world.clock) : undefined
  const catchers = given ?? own
  const accounts = catchers
    ? await openSampleAgency(world, join(config.dataFolder, 'trial-accounts.json'))
    : []
  const senders = openSenders(config, catchers)
  const outbox = startOutbox(world, { senders, mailFrom: senderOf(config) })
  world.outboxFilled = outbox.wake
  const cleaning = startCleanUp(world)
  const dueChanges = startDueChanges(world)
  const ready = readiness(world, outbox)
  const tally = { answered: 0 }
  const trial = catchers && { accounts, messages: catchers.messages }
  const app = await openDoors({ world, config, trial, ready, tally })
  const metrics = await startCounting({ app, world, config, ready, tally })
  return {
    world,
    app,
    accounts,
    metricsAddress: () => metrics?.address() ?? null,
    async start() {
      await app.listen(config.listen)
      await metrics?.start()
      if (config.publicUrl === null) world.publicUrl = `http://localhost:${portOf(app)}`
      return world.publicUrl
    },
    openFirstRun: () => openFirstRun(world),
    async stop() {
      ready.stop()
      await cleaning.stop()
      await dueChanges.stop()
      await app.close()
      await metrics?.stop()
      const sent = outbox.stop()
      await Promise.race([sent, pause(stopPatience, undefined, { ref: false })])
      // Whoever has not answered by now is cut off; what became of the message is noted before the database closes.
      senders.email?.close()
      await senders.text?.close()
      await sent
      await own?.close()
      await world.database.destroy()
    },
  }
}

/** The world of a configuration, its database brought to the newest shape; the command line works in it beside the server. */
export async function openWorld(config: Config, overrides: WorldOverrides): Promise<World> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 })
  const vault = await bringToShape(config, overrides.vault)
  const database = openServingDatabase(config.database)
  return {
    clock: systemClock,
    random: systemRandom,
    log: openLog(config.logLevel),
    vault,
    passwords: passwordHasher({ atOnce: hashesAtOnce(), mostWaiting: sizeLimits.waitingPasswords.most }),
    ...overrides,
    database,
    publicUrl: config.publicUrl ?? `http://localhost:${config.listen.port}`,
    outboxFilled: () => {},
    happened: () => {},
    sessionsEnded: () => {},
  }
}

/** On connections of its own, that wait as long as another node or a large table takes. Tells the keys the data is sealed with. */
async function bringToShape(
  { database: url, keyFile, publicUrl }: Config,
  given: Vault | undefined,
): Promise<Vault> {
  const database = openDatabase(url, 1)
  try {
    if (publicUrl === null) await requireSampleDatabase(database)
    await migrate(database)
    return given ?? (await openVaultOf(database, keyFile))
  } finally {
    await database.destroy()
  }
}

type TrialParts = Parameters<typeof trialRoutes>[1]

interface Doors {
  world: World
  config: Config
  trial: TrialParts | undefined
  ready: Readiness
  tally: { answered: number }
}

const senderOf = ({ mailFrom }: Config) => mailFrom ?? 'doorward@localhost.example'

async function openDoors({ world, config, trial, ready, tally }: Doors): Promise<FastifyInstance> {
  const { publicUrl, trustedProxies } = config
  const sessions = sessionCheck(world)
  world.sessionsEnded = sessions.forget
  const cookies = openCookies(publicUrl?.startsWith('https:') ?? false)
  const cachedSession = cachedSessionAnswer({ sessions, cookies, publicUrl, tally })
  const oidc = openIdConnect({ world, sessions, cookies, publicUrl, trustedProxies })
  const proxies = watchProxies({ log: world.log, publicUrl, trustedProxies })
  const app = await openHttp({
    log: world.log,
    publicUrl,
    trustedProxies,
    proxies,
    bodyLimit: sizeLimits.body.most,
    depthLimit: sizeLimits.depth.most,
    first: (request, response) => cachedSession(request, response) || oidc(request, response),
  })
  const services = { text: trial !== undefined || config.sms !== null }
  const isTrial = trial !== undefined
  const mailFrom = senderOf(config)
  const door: Door = {
    app,
    world,
    cookies,
    sessions,
    readDevice: deviceReader(),
    isTrial,
    mailFrom,
    services,
  }
  signInRoutes(door)
  sessionRoutes(door)
  enrollmentRoutes(door)
  profileRoutes(door)
  proofRoutes(door)
  passwordRoutes(door)
  resetsRoutes(door)
  preferencesRoutes(door)
  forecastRoutes(door, presentForecast(world, services))
  peopleRoutes(door)
  locationsRoutes(door)
  machinesRoutes(door)
  applicationsRoutes(door)
  auditRoutes(door)
  messagesRoutes(door)
  firstRunRoutes(door)
  operationsRoutes(door, { readiness: ready, proxies })
  if (trial) trialRoutes(door, trial)
  await pagesRoutes(door, { folder: pagesFolder, publicUrl })
  return app
}

interface Counting extends Pick<Doors, 'world' | 'config' | 'ready' | 'tally'> {
  app: FastifyInstance
}

/** Read only where somebody wants to know: the library costs memory and a moment at the start. */
async function startCounting({ app, world, config, ready, tally }: Counting): Promise<Metrics | null> {
  if (!config.metrics) return null
  const { openMetrics } = await import('./doors/metrics/metrics.door.ts')
  const metrics = openMetrics(
    app,
    config.metrics,
    readingsOf(world, { tally, readiness: ready, folder: spaceOf(config) }),
  )
  world.happened = metrics.happened
  return metrics
}

/** Where SQLite may be elsewhere than the rest. */
function spaceOf({ database, dataFolder }: Config): string {
  return database.startsWith('sqlite:') ? dirname(database.slice('sqlite:'.length)) : dataFolder
}

function openSenders({ smtp, sms }: Config, catchers: Catchers | undefined): Senders {
  const mailServer = catchers?.smtpUrl ?? smtp
  const textServer = catchers?.smsUrl ?? sms
  return {
    ...(mailServer && { email: openMailSender(mailServer) }),
    ...(textServer && { text: openTextSender(textServer) }),
  }
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : 0
}

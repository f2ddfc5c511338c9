import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client'
import type { HashLoad } from '../../tools/hash-lanes.ts'
import type { Count } from './counts.ts'

/** What is read when somebody asks, and costs nothing until then. */
export interface Readings {
  hashes(): HashLoad
  /** Session checks answered from memory, before any route. */
  cachedSessions(): number
  /** Null where the database does not answer. */
  outbox(): Promise<{ waiting: number; dueForSeconds: number } | null>
  /** Undefined where that is not known in time. */
  canWrite(): Promise<boolean | undefined>
  /** Bytes where the data folder is, that this process may use. */
  freeSpace(): Promise<number>
  /** To PostgreSQL; null on SQLite, which has one. */
  connections: (() => { used: number; idle: number; waiting: number }) | null
}

/** Seconds. A session check takes a tenth of a millisecond, a password about 20 ms, a busy server up to seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function countMeters(register: Registry): Readonly<Record<Count['metric'], Counter>> {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `doorward_${name}_total`, help, labelNames, registers: [register] })
  return {
    signIns: counter('sign_ins', 'Sign-ins, by what became of them and why', ['outcome', 'reason']),
    codesSent: counter('codes_sent', 'Codes taken by the mail server or the gateway', ['method']),
    codesUsed: counter('codes_used', 'Right codes', ['method', 'purpose']),
    wrongCodes: counter('wrong_codes', 'Wrong codes', ['method', 'purpose']),
    messages: counter('messages', 'Tries to send; what is waiting is tried again', ['channel', 'result']),
    cleanedUp: counter('cleaned_up_rows', 'Rows deleted because their time was over', ['table']),
  }
}

export interface RequestMeters {
  requests: Counter
  seconds: Histogram
}

export function requestMeters(register: Registry): RequestMeters {
  const registers = [register]
  const requests = new Counter({
    name: 'doorward_requests_total',
    help: 'Requests answered by a route',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'doorward_request_seconds',
    help: 'Time until the answer had left',
    labelNames: ['method', 'route'],
    buckets,
    registers,
  })
  return { requests, seconds }
}

/** Figures of the moment, and of the process as every Node server shows them. */
export function momentMeters(register: Registry, readings: Readings): void {
  const { hashes, cachedSessions, outbox, canWrite, freeSpace, connections } = readings
  const gauge = (name: string, help: string, read: Read) =>
    gaugeOf(register, { name: `doorward_${name}`, help }, read)
  collectDefaultMetrics({ register })
  gauge('hashes_running', 'Passwords being hashed', () => hashes().running)
  gauge('hashes_waiting', 'Passwords waiting for their turn', () => hashes().waiting)
  gauge('database_up', '1 while the database answers', async () => ((await outbox()) ? 1 : 0))
  gauge('database_writable', '1 while something can be written', async () => {
    const can = await canWrite()
    return can === undefined ? null : Number(can)
  })
  gauge('free_space_bytes', 'Free on the disk of the data folder, where SQLite is', freeSpace)
  gauge(
    'outbox_waiting',
    'Messages that wait, now or for a later try; 10000 stands for that many or more',
    async () => (await outbox())?.waiting ?? null,
  )
  gauge(
    'outbox_due_seconds',
    'For how long the oldest message whose turn has come has been waiting',
    async () => (await outbox())?.dueForSeconds ?? null,
  )
  const refused = 'Answers 503 because too many passwords waited'
  totalOf(register, { name: 'doorward_hashes_refused_total', help: refused }, () => hashes().refused)
  const kept = 'Session checks answered from memory, before any route'
  totalOf(register, { name: 'doorward_cached_session_checks_total', help: kept }, cachedSessions)
  if (connections) connectionMeters(register, connections)
}

function connectionMeters(register: Registry, read: NonNullable<Readings['connections']>): void {
  new Gauge({
    name: 'doorward_database_connections',
    help: 'Connections to PostgreSQL; waiting are those who wait for one',
    labelNames: ['state'],
    registers: [register],
    collect() {
      for (const [state, count] of Object.entries(read())) this.set({ state }, count)
    },
  })
}

/** Null where there is no figure at the moment. */
type Read = () => number | null | Promise<number | null>

function gaugeOf(register: Registry, named: { name: string; help: string }, read: Read): void {
  new Gauge({
    ...named,
    registers: [register],
    async collect() {
      const value = await read()
      if (value === null) this.remove()
      else this.set(value)
    },
  })
}

/** A number that only grows, counted elsewhere. */
function totalOf(register: Registry, named: { name: string; help: string }, read: () => number): void {
  new Counter({
    ...named,
    registers: [register],
    collect() {
      this.reset()
      this.inc(read())
    },
  })
}

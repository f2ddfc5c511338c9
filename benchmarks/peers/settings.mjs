// Better Auth as an application in production would set it up: see docs/benchmarks.md for what each choice does.
import { createSocket } from 'node:dgram'
import { DatabaseSync } from 'node:sqlite'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import pg from 'pg'

/** The same as Doorward's: 19 MiB, two passes, one lane, argon2id. */
const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 }

const hashing = {
  argon2id: {
    hash: (password) => hash(password, argon2Parameters),
    verify: ({ hash, password }) => verify(hash, password),
  },
  // To measure what is left without the hash; Doorward does the same then.
  none: { hash: async (password) => password, verify: async ({ hash, password }) => hash === password },
}

/**
 * @param settings `{ url, database, hashing, cookieCache, codesTo }`: where people reach it, `sqlite:PATH` or
 * `postgres://…`, `argon2id` or `none`, whether sessions are answered from a signed cookie, and the port of this machine
 * that is told sent codes
 */
export function openAuth({ url, database, hashing: which, cookieCache, codesTo }) {
  return betterAuth({
    baseURL: url,
    secret: 'benchmark-benchmark-benchmark-benchmark',
    database: openDatabase(database),
    emailAndPassword: { enabled: true, password: hashing[which] },
    plugins: [twoFactor({ issuer: 'Benchmark', otpOptions: { sendOTP: codeTeller(codesTo) } })],
    session: { cookieCache: { enabled: cookieCache, maxAge: 300 } },
    rateLimit: { enabled: false },
    advanced: { database: { joins: true } },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

function openDatabase(database) {
  if (!database.startsWith('sqlite:')) return new pg.Pool({ connectionString: database, max: 10 })
  const sqlite = new DatabaseSync(database.slice('sqlite:'.length))
  sqlite.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;
    pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000;
    pragma wal_autocheckpoint = 4000;`)
  return sqlite
}

/** One datagram to this machine: less than any way of sending costs. */
function codeTeller(port) {
  const socket = createSocket('udp4').unref()
  return ({ user, otp }) => socket.send(`${user.email} ${otp}`, port, '127.0.0.1')
}

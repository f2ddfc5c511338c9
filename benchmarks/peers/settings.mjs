// Better Auth as an application in production would set it up: see docs/benchmarks.md for what each choice does.
import { DatabaseSync } from 'node:sqlite'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { createTransport } from 'nodemailer'
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
 * @param settings `{ url, database, hashing, cookieCache, smtpPort }`: where people reach it, `sqlite:PATH` or
 * `postgres://…`, `argon2id` or `none`, whether sessions are answered from a signed cookie, and the port of this machine
 * that takes mail
 */
export function openAuth({ url, database, hashing: which, cookieCache, smtpPort }) {
  return betterAuth({
    baseURL: url,
    secret: 'benchmark-benchmark-benchmark-benchmark',
    database: openDatabase(database),
    emailAndPassword: { enabled: true, password: hashing[which] },
    plugins: [twoFactor({ issuer: 'Benchmark', otpOptions: { sendOTP: codeMailer(smtpPort) } })],
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

/** By the same library over as many kept connections as Doorward's; nobody waits for it, as its manual advises. */
function codeMailer(port) {
  const transport = createTransport({ pool: true, host: '127.0.0.1', port, ignoreTLS: true })
  return ({ user, otp }) => {
    const words = [
      `Hello ${user.name},`,
      'This is your Benchmark code to sign in.',
      'It expires in three minutes; after that ask for a new one on the sign-in page.',
      "If this wasn't you, your password is known to somebody: change it.",
    ]
    const paragraphs = words.map((line) => `<p>${line}</p>`).join('\n')
    void transport.sendMail({
      from: 'benchmark@bench.example',
      to: user.email,
      subject: `Your Benchmark code is ${otp}`,
      text: [otp, ...words].join('\n\n'),
      html: `<!doctype html>\n<html lang="en">\n<body>\n<p>${otp}</p>\n${paragraphs}\n</body>\n</html>\n`,
    })
  }
}

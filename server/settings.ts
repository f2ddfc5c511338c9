/** Which settings the environment may hold, and what each means; the reader and docs/configure.md follow from it. */

export interface Setting {
  /** Without the `DOORWARD_` before it. */
  name: string
  /** Where it is not given; null: see `means`. */
  default: string | null
  /** One sentence or two. */
  means: string
}

export const settings: readonly Setting[] = [
  {
    name: 'URL',
    default: null,
    means:
      'The https address people use, such as `https://signin.example.com`, without a path. Needed unless in trial mode.',
  },
  {
    name: 'TRIAL',
    default: 'not in trial mode',
    means:
      '`1` asks for trial mode: sample people, and messages that are shown instead of sent. Not beside settings that serve people, not with `NODE_ENV=production`, and on no database but its own. `npm start` asks for it where nothing is set.',
  },
  {
    name: 'LISTEN',
    default: '127.0.0.1:3000',
    means: 'Address and port to listen on. A loopback address in trial mode.',
  },
  { name: 'DATA', default: './data', means: 'Folder for the SQLite database and the key file.' },
  {
    name: 'DATABASE',
    default: '`doorward.db` in the data folder',
    means: '`sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/NAME`.',
  },
  {
    name: 'KEY_FILE',
    default: '`keys.json` in the data folder',
    means: 'The sealing keys, made at the first start with mode 0600. All nodes need the same file.',
  },
  {
    name: 'SMTP',
    default: null,
    means: 'The mail server: [addresses](configure-mail.md). Needed unless in trial mode.',
  },
  {
    name: 'MAIL_FROM',
    default: null,
    means: 'The address our mail comes from, bare. Needed unless in trial mode.',
  },
  {
    name: 'SMS',
    default: 'no text messages',
    means: 'Who sends text messages: [one address or several](configure-text-messages.md).',
  },
  {
    name: 'TRUSTED_PROXIES',
    default: 'none',
    means:
      'Addresses or networks of our reverse proxies, with commas. Only from them `X-Forwarded-For` and `X-Request-Id` are believed.',
  },
  {
    name: 'LOG',
    default: 'info',
    means: 'The least that is logged: `debug`, `info`, `warn`, `error`, `silent`.',
  },
  {
    name: 'METRICS',
    default: 'none',
    means:
      'Address and port of a listener of its own for [`/metrics`](operate.md#metrics), such as `127.0.0.1:9464`.',
  },
  {
    name: 'METRICS_TOKEN',
    default: 'none',
    means:
      'What Prometheus must bring as bearer token, 16 characters or more. Without `DOORWARD_METRICS` it opens `/metrics` beside the pages.',
  },
]

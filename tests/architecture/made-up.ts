/** Made-up files: some break one rule each, with what is said about them; some break none. */

const policy = 'server/features/policy/decide.ts'
const direction = 'one direction, contract ← base ← tools ← features ← doors ← top'

export const faulty: { path: string; text: string; sentence: string; others?: Record<string, string> }[] = [
  ...[
    "const isSent = method !== 'app'",
    "const isByMail = factor.method === 'email'",
    "textIsFirst ||= methods[0] === 'text'",
    "await ask({ method: 'text', address })",
  ].map((text) => ({
    path: policy,
    text,
    sentence: 'the kind of factor is asked, not its name: features/policy/decide.ts compares it',
  })),
  {
    path: 'web/pages/set-up/method-step.tsx',
    text: "const isOnItsWay = method !== 'app' && sent",
    sentence: 'the kind of factor is asked, not its name: web/pages/set-up/method-step.tsx compares it',
  },
  {
    path: policy,
    text: "import { systemClock } from '../../tools/clock.ts'",
    sentence: 'a plain name is pure: features/policy/decide.ts imports tools/clock.ts',
  },
  {
    path: policy,
    text: "import type { Clock } from '../../tools/clock.ts'",
    sentence: 'a plain name is pure: features/policy/decide.ts imports tools/clock.ts',
  },
  {
    path: policy,
    text: "import {\n  loadFacts,\n} from './facts.store.ts'",
    sentence: 'a plain name is pure: features/policy/decide.ts imports features/policy/facts.store.ts',
  },
  {
    path: 'server/features/policy/decide.test.ts',
    text: "import { loadFacts } from './facts.store.ts'",
    sentence: 'a plain name is pure: features/policy/decide.test.ts imports features/policy/facts.store.ts',
  },
  {
    path: policy,
    text: "import { readFileSync } from 'node:fs'",
    sentence: 'a plain name is pure: features/policy/decide.ts imports node:fs',
  },
  {
    path: policy,
    text: "import { hash, randomBytes as bytes } from 'node:crypto'",
    sentence: 'a plain name is pure: features/policy/decide.ts imports randomBytes of node:crypto',
  },
  {
    path: policy,
    text: "import { Kysely } from 'kysely'",
    sentence: 'a plain name is pure: features/policy/decide.ts imports kysely',
  },
  {
    path: policy,
    text: 'export const now = () => new Date()',
    sentence: 'a plain name is pure: features/policy/decide.ts reads the clock',
  },
  {
    path: policy,
    text: 'const mode = process.env.MODE',
    sentence: 'a plain name is pure: features/policy/decide.ts reads the process',
  },
  {
    path: policy,
    text: "const late = await import('../sign-in/step.ts')",
    sentence: 'a feature imports those before it: features/policy/decide.ts imports features/sign-in/step.ts',
  },
  {
    path: 'server/features/machines/machines.store.ts',
    text: "import type { Facts } from '../policy/facts.ts'",
    sentence:
      'a feature imports those before it: features/machines/machines.store.ts imports features/policy/facts.ts',
  },
  {
    path: 'server/features/weather/rain.ts',
    text: '',
    sentence: 'a feature has a place in the order: features/weather/rain.ts has none',
  },
  {
    path: 'server/features/machines/machine.helper.ts',
    text: '',
    sentence: '.helper is no kind of file in features: features/machines/machine.helper.ts',
  },
  {
    path: 'server/features/sign-in/sign-in.flow.ts',
    text: "import { callerOf } from '../../doors/caller.ts'",
    sentence: `${direction}: features/sign-in/sign-in.flow.ts imports doors/caller.ts`,
  },
  {
    path: 'server/tools/mail/send.ts',
    text: "import { person } from '../../features/people/person.ts'",
    sentence: `${direction}: tools/mail/send.ts imports features/people/person.ts`,
  },
  {
    path: 'server/base/id.ts',
    text: "import { later } from '../tools/clock.ts'",
    sentence: `${direction}: base/id.ts imports tools/clock.ts`,
  },
  {
    path: 'contract/words.ts',
    text: "import { day } from '../server/base/duration.ts'",
    sentence: `${direction}: contract/words.ts imports base/duration.ts`,
  },
  {
    path: 'contract/words.ts',
    text: "import { parse } from 'bowser'",
    sentence: 'the contract imports the schema library only: contract/words.ts imports bowser',
  },
  {
    path: 'server/doors/oidc/oidc.door.ts',
    text: "import { reply } from '../api/reply.ts'",
    sentence: 'nobody imports a door: doors/oidc/oidc.door.ts imports doors/api/reply.ts',
  },
  {
    path: 'server/doors/require.door.ts',
    text: "import '../doors/api/session.routes.ts'",
    sentence: 'nobody imports a door: doors/require.door.ts imports doors/api/session.routes.ts',
  },
  {
    path: 'server/cli.ts',
    text: "import { start } from './main.ts'",
    sentence: 'compose ← run ← main, cli: cli.ts imports main.ts',
  },
  {
    path: 'server/doors/api/pages.door.ts',
    text: "import { routes } from '../../../web/routes.tsx'",
    sentence: `${direction}: doors/api/pages.door.ts imports web/routes.tsx`,
  },
  {
    path: 'server/tools/mail/send.ts',
    text: "import { catcher } from '../../../tests/support/mail.ts'",
    sentence: `${direction}: tools/mail/send.ts imports tests/support/mail.ts`,
  },
  {
    path: 'web/main.tsx',
    text: "import { day } from '../server/base/duration.ts'",
    sentence: 'the pages see the contract and nothing else: web/main.tsx imports base/duration.ts',
  },
  {
    path: 'web/main.tsx',
    text: "import { join } from 'node:path'",
    sentence: 'the pages run in a browser: web/main.tsx imports node:path',
  },
  {
    path: 'web/main.tsx',
    text: "import { Session } from '../contract/session.ts'",
    others: { 'contract/session.ts': "import { z } from 'zod'" },
    sentence: 'the pages carry no zod: web/main.tsx → contract/session.ts → zod',
  },
  {
    path: 'web/main.tsx',
    text: "import { type Session } from '../contract/session.ts'",
    others: { 'contract/session.ts': "import { z } from 'zod'" },
    sentence: 'the pages carry no zod: web/main.tsx → contract/session.ts → zod',
  },
  {
    path: 'server/features/policy/policies.ts',
    text: "export { decide } from './decide.ts'",
    sentence: 'no barrels: features/policy/policies.ts passes features/policy/decide.ts on',
  },
  {
    path: 'server/config.ts',
    text: "import { compose } from './compose.ts'",
    sentence: 'compose ← run ← main, cli: config.ts imports compose.ts',
  },
  {
    path: 'server/doors/caller.ts',
    text: 'const at = Date.now()',
    sentence: 'a plain name is pure: doors/caller.ts reads the clock',
  },
  { path: 'server/features/policy/index.ts', text: '', sentence: 'no barrels: features/policy/index.ts' },
]

export const allowed: [string, string][] = [
  ['server/features/factors/app/app.ts', "export const app = { method: 'app' }"],
  ['web/data/sign-in.ts', "const learn = (method: 'email' | 'text') => method === asked"],
  [
    policy,
    "import type { KnownMachine } from '../machines/machine.ts'\nimport { day } from '../../base/duration.ts'",
  ],
  [
    'server/features/policy/decide.test.ts',
    "import { it } from 'vitest'\nimport { decide } from './decide.ts'",
  ],
  ['server/features/machines/device.ts', "import Bowser from 'bowser'\nimport { hash } from 'node:crypto'"],
  [
    'server/features/machines/machines.store.ts',
    "import { sql } from 'kysely'\nimport '../../tools/world.ts'",
  ],
  [
    'server/doors/api/session.routes.ts',
    "import { reply } from './reply.ts'\nimport { caller } from '../caller.ts'",
  ],
  ['server/main.ts', "import { compose } from './compose.ts'"],
  [
    'server/compose.ts',
    "import { mountApi } from './doors/api/mount.door.ts'\nimport fastify from 'fastify'",
  ],
  [
    'web/main.tsx',
    "import type { Session } from '../contract/session.ts'\nimport { rights } from '../contract/words.ts'",
  ],
  ['server/doors/caller.ts', "import type { FastifyRequest } from 'fastify'"],
  ['contract/session.ts', "import { z } from 'zod'"],
  [
    'contract/words.ts',
    "// import { z } from 'zod'\n/** Not at new Date() either. */\nexport const rights = []",
  ],
]

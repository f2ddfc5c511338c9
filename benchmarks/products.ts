import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import { argon2Parameters } from '../server/tools/password-hasher.ts'
import { fillBetterAuth, startBetterAuth } from './better-auth.ts'
import type { Databases, Engine } from './databases.ts'
import { startDoorward } from './doorward-process.ts'
import { makeOffice } from './office.ts'
import type { People } from './people.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import type { Product } from './ways.ts'

export interface ProductSettings {
  engine: Engine
  people: People
  /** Where its mail goes. */
  smtpPort: number
  /** True where passwords are compared as they are. */
  withoutHash?: boolean
}

/** A filled server of each product on a database of its own. */
export const startProduct: Readonly<
  Record<Product, (databases: Databases, settings: ProductSettings) => Promise<ServerProcess>>
> = {
  async doorward(databases, { engine, people, smtpPort, withoutHash = false }) {
    const place = await databases.open(engine)
    await makeOffice(
      place,
      people,
      withoutHash ? people.password : await hash(people.password, argon2Parameters),
    )
    const settings = (url: string) => ({
      URL: url,
      DATABASE: place.database,
      SMTP: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_FROM: 'doorward@bench.example',
      LOG: 'warn',
    })
    return startDoorward(place.dataFolder, { settings, withoutHash })
  },
  async 'better-auth'(databases, { engine, people, smtpPort, withoutHash = false }) {
    const { database } = await databases.open(engine)
    const settings = {
      database,
      hashing: withoutHash ? ('none' as const) : ('argon2id' as const),
      cookieCache: false,
      smtpPort,
    }
    await fillBetterAuth(settings, people)
    return startBetterAuth(settings)
  },
  async hash(_, { people }) {
    const stored = await hash(people.password, argon2Parameters)
    return startServerProcess({
      script: join(import.meta.dirname, 'hash-server.ts'),
      args: (url) => [new URL(url).port, stored],
      firstPath: '/',
    })
  },
}

import { hash } from '@node-rs/argon2'
import { argon2Parameters } from '../server/tools/password-hasher.ts'
import { fillBetterAuth, startBetterAuth } from './better-auth.ts'
import type { Databases, Engine } from './databases.ts'
import { startDoorward } from './doorward-process.ts'
import { makeOffice } from './office.ts'
import type { People } from './people.ts'
import type { ServerProcess } from './server-process.ts'
import type { Ports } from './sign-in-loader.ts'
import type { Product } from './ways.ts'

export interface ProductSettings {
  engine: Engine
  people: People
  ports: Ports
  /** True where passwords are compared as they are. */
  withoutHash?: boolean
  flags?: readonly string[]
}

/** A filled server of each product on a database of its own. */
export const startProduct: Readonly<
  Record<Product, (databases: Databases, settings: ProductSettings) => Promise<ServerProcess>>
> = {
  async doorward(databases, { engine, people, ports, withoutHash = false, flags = [] }) {
    const place = await databases.open(engine)
    await makeOffice(
      place,
      people,
      withoutHash ? people.password : await hash(people.password, argon2Parameters),
    )
    const settings = (url: string) => ({
      URL: url,
      DATABASE: place.database,
      SMTP: `smtp://127.0.0.1:${ports.smtpPort}`,
      MAIL_FROM: 'doorward@bench.example',
      LOG: 'warn',
    })
    return startDoorward(place.dataFolder, { settings, withoutHash, flags })
  },
  async 'better-auth'(databases, { engine, people, ports, withoutHash = false, flags = [] }) {
    const { database } = await databases.open(engine)
    const settings = {
      database,
      hashing: withoutHash ? ('none' as const) : ('argon2id' as const),
      cookieCache: false,
      codesTo: ports.datagramPort,
    }
    await fillBetterAuth(settings, people)
    return startBetterAuth(settings, flags)
  },
}

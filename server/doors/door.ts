import type { FastifyInstance } from 'fastify'
import type { Services } from '../features/forecast/forecast.ts'
import type { ReadDevice } from '../features/machines/known-devices.ts'
import type { SessionCheck } from '../features/sessions/session-check.flow.ts'
import type { Cookies } from '../tools/http/cookies.ts'
import type { World } from '../tools/world.ts'

/** What every door is built from. */
export interface Door {
  app: FastifyInstance
  world: World
  cookies: Cookies
  sessions: SessionCheck
  readDevice: ReadDevice
  isTrial: boolean
  /** The sender of our mails. */
  mailFrom: string
  services: Services
}

import type { z } from 'zod'
import { applicationsEndpoints } from './applications.ts'
import { auditEndpoints } from './audit.ts'
import type { Endpoint } from './endpoint.ts'
import { enrollmentEndpoints } from './enrollment.ts'
import { firstRunEndpoints } from './first-run.ts'
import { forecastEndpoints } from './forecast.ts'
import { locationsEndpoints } from './locations.ts'
import { machinesEndpoints } from './machines.ts'
import { messagesEndpoints } from './messages.ts'
import { operationsEndpoints } from './operations.ts'
import { passwordEndpoints } from './password.ts'
import { peopleEndpoints } from './people.ts'
import { preferencesEndpoints } from './preferences.ts'
import { profileEndpoints } from './profile.ts'
import { resetsEndpoints } from './resets.ts'
import { sessionEndpoints } from './session.ts'
import { signInEndpoints } from './sign-in.ts'
import { trialEndpoints } from './trial.ts'

/** The one endpoint table: "METHOD /path" to shapes. */
export const endpointTable = {
  ...signInEndpoints,
  ...sessionEndpoints,
  ...enrollmentEndpoints,
  ...profileEndpoints,
  ...passwordEndpoints,
  ...resetsEndpoints,
  ...preferencesEndpoints,
  ...peopleEndpoints,
  ...locationsEndpoints,
  ...forecastEndpoints,
  ...machinesEndpoints,
  ...applicationsEndpoints,
  ...auditEndpoints,
  ...messagesEndpoints,
  ...firstRunEndpoints,
  ...trialEndpoints,
  ...operationsEndpoints,
} satisfies Record<string, Endpoint>

export type EndpointTable = typeof endpointTable
export type EndpointName = keyof EndpointTable

type Part<Name extends EndpointName, Key extends keyof Endpoint> =
  EndpointTable[Name] extends Record<Key, infer Shape>
    ? Shape extends z.ZodType
      ? z.infer<Shape>
      : undefined
    : undefined

export type BodyOf<Name extends EndpointName> = Part<Name, 'body'>
export type QueryOf<Name extends EndpointName> = Part<Name, 'query'>
export type ParamsOf<Name extends EndpointName> = Part<Name, 'params'>
export type AnswerOf<Name extends EndpointName> = Part<Name, 'answer'>

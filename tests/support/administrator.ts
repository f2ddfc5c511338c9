import type { AnswerOf, EndpointName } from '../../contract/api/endpoints.ts'
import { insertLocation } from '../../server/features/locations/locations.store.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { insertPerson } from '../../server/features/people/people.store.ts'
import { startServer, type TestServer } from './server.ts'
import { signInByEmail } from './sign-in.ts'
import { type Reply, type Visitor, visitor } from './visitor.ts'

/** Calls by the name in the endpoint table; what stands in braces is filled in, the rest of `values` is the query. */
export interface Administrator {
  visitor: Visitor
  ask<Name extends EndpointName>(
    name: Name,
    values?: Record<string, string>,
    body?: unknown,
  ): Promise<Reply<AnswerOf<Name>>>
}

function administratorBy(visitor: Visitor): Administrator {
  return {
    visitor,
    async ask(name, values = {}, body) {
      const query = new URLSearchParams(values)
      const path = name.split(' ')[1]!.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
        query.delete(key)
        return encodeURIComponent(values[key] ?? '')
      })
      return visitor.call(name, body, query.size > 0 ? `${path}?${query}` : path)
    },
  }
}

/** The sample agency, on a database of its own where none is named, and its administrator, signed in and freshly proved. */
export async function startOffice(database?: string): Promise<{ server: TestServer; dana: Administrator }> {
  const server = await startServer({ settings: database === undefined ? {} : { DATABASE: database } })
  const dana = await signInAs(server, 'ADMIN')
  return { server, dana }
}

export async function signInAs(server: TestServer, userName: string): Promise<Administrator> {
  const machine = visitor(server.url)
  const { answer } = await signInByEmail(server, machine, userName)
  if (answer?.step !== 'done') throw new Error(`${userName} is not in: ${answer?.step}`)
  return administratorBy(machine)
}

/** Another organization on the same server, with one person and one location, as an attacker would like to reach them. */
export async function makeOtherOrganization({ world }: TestServer) {
  const { id: organizationId } = await insertOrganization(world, 'Other Agency')
  const locationId = await insertLocation(world, organizationId, 'Far Away')
  const personId = await insertPerson(world, {
    organizationId,
    userName: 'STRANGER',
    displayName: 'Sam Stranger',
    email: 'sam@other.example',
    cellPhone: '+15555559999',
    locationId,
    passwordHash: null,
  })
  return { organizationId, locationId, personId }
}

import { addPerson } from '../../features/accounts/add-person.flow.ts'
import { changePerson } from '../../features/accounts/change-person.flow.ts'
import { erasePerson } from '../../features/accounts/erasure/erase-person.flow.ts'
import {
  importPeople,
  importProgress,
  previewImport,
} from '../../features/accounts/import/import-people.flow.ts'
import { inviteAgain } from '../../features/accounts/invite-again.flow.ts'
import { peoplePage, showPerson } from '../../features/accounts/list-people.flow.ts'
import { connectionsOfPerson, forgetConnectionOf } from '../../features/accounts/person-connections.flow.ts'
import { historyOfPerson } from '../../features/audit-trail/history-of-person.flow.ts'
import {
  confirmPending,
  showPending,
  withdrawPending,
} from '../../features/four-eyes/pending-changes.flow.ts'
import { handOverFirstPassword } from '../../features/passwords/first-password.flow.ts'
import { actingIn } from '../actor.ts'
import type { Door } from '../door.ts'
import { requireFreshProof } from '../require.ts'
import { endpoint } from './endpoint.ts'

export function peopleRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/administration/people', async ({ session, query }) =>
    peoplePage(world, { ...query, organizationId: session.organizationId }),
  )

  endpoint(door, 'POST /api/administration/people', async ({ session, request, body }) => {
    const id = await addPerson(world, {
      ...actingIn(door, session, request),
      freshAt: session.freshAt,
      typed: body,
    })
    return showPerson(world, session.organizationId, id)
  })

  endpoint(door, 'GET /api/administration/people/{id}', async ({ session, params }) =>
    showPerson(world, session.organizationId, params.id),
  )

  endpoint(door, 'PATCH /api/administration/people/{id}', async ({ session, request, params, body }) => {
    await changePerson(world, {
      ...actingIn(door, session, request),
      personId: params.id,
      freshAt: session.freshAt,
      change: body,
    })
    return showPerson(world, session.organizationId, params.id)
  })

  endpoint(door, 'GET /api/administration/people/{id}/pending', async ({ session, params }) =>
    showPending(world, {
      organizationId: session.organizationId,
      personId: params.id,
      lookerId: session.personId,
    }),
  )

  endpoint(
    door,
    'POST /api/administration/people/{id}/pending/{changeId}',
    async ({ session, request, params: { id: personId, changeId: id } }) =>
      confirmPending(world, {
        ...actingIn(door, session, request),
        freshAt: session.freshAt,
        personId,
        id,
      }),
  )

  endpoint(
    door,
    'DELETE /api/administration/people/{id}/pending/{changeId}',
    async ({ session, request, params: { id: personId, changeId: id } }) =>
      withdrawPending(world, { ...actingIn(door, session, request), personId, id }),
  )

  endpoint(door, 'DELETE /api/administration/people/{id}', async ({ session, request, params }) => {
    requireFreshProof(door, session)
    await erasePerson(world, { ...actingIn(door, session, request), personId: params.id })
  })

  endpoint(door, 'POST /api/administration/people/{id}/invitation', async ({ session, request, params }) =>
    inviteAgain(world, { ...actingIn(door, session, request), personId: params.id }),
  )

  endpoint(
    door,
    'POST /api/administration/people/{id}/first-password',
    async ({ session, request, params }) => {
      requireFreshProof(door, session)
      return handOverFirstPassword(world, { ...actingIn(door, session, request), personId: params.id })
    },
  )

  endpoint(door, 'GET /api/administration/people/{id}/history', async ({ session, params, query }) =>
    historyOfPerson(world, { ...query, organizationId: session.organizationId, personId: params.id }),
  )

  endpoint(door, 'GET /api/administration/people/{id}/connections', async ({ session, params }) =>
    connectionsOfPerson(world, { organizationId: session.organizationId, personId: params.id }),
  )

  endpoint(
    door,
    'DELETE /api/administration/people/{id}/connections/{connectionId}',
    async ({ session, request, params: { id: personId, connectionId } }) =>
      forgetConnectionOf(world, { ...actingIn(door, session, request), personId, connectionId }),
  )

  endpoint(door, 'POST /api/administration/people/import/preview', async ({ session, body }) =>
    previewImport(world, { organizationId: session.organizationId, csv: body.csv }),
  )

  endpoint(door, 'POST /api/administration/people/import', async ({ session, request, body }) =>
    importPeople(world, { ...actingIn(door, session, request), ...body }),
  )

  endpoint(door, 'GET /api/administration/people/import', async ({ session }) =>
    importProgress(world, session.organizationId),
  )
}

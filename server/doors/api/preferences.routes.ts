import { changeWithForecast } from '../../features/forecast/forecast-change.flow.ts'
import { loadPreferenceTexts } from '../../features/preferences/preferences.store.ts'
import { preferenceRows } from '../../features/preferences/preferences.ts'
import { signEverybodyOut } from '../../features/revocation/sign-everybody-out.flow.ts'
import { addressOf } from '../../tools/http/client-address.ts'
import { actorOf } from '../actor.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function preferencesRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/administration/preferences', async ({ session }) =>
    preferenceRows(await loadPreferenceTexts(world, session.organizationId)),
  )

  endpoint(door, 'PUT /api/administration/preferences/{code}', async ({ session, params, body, request }) => {
    const { organizationId } = session
    const { code } = params
    await changeWithForecast(world, {
      organizationId,
      by: actorOf(door, session, request),
      code,
      value: String(body.value),
      confirmation: body.confirmation,
      services: door.services,
      freshAt: session.freshAt,
    })
    return preferenceRows(await loadPreferenceTexts(world, organizationId)).find((row) => row.code === code)!
  })

  endpoint(door, 'POST /api/administration/sign-everybody-out', async ({ session, request }) => ({
    ended: await signEverybodyOut(world, session, addressOf(request)),
  }))
}

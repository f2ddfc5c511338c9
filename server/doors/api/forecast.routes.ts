import { lastMonth } from '../../features/forecast/last-month.flow.ts'
import { forecast } from '../../features/forecast/make-forecast.flow.ts'
import type { PresentForecast } from '../../features/forecast/present-forecast.flow.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function forecastRoutes(door: Door, presentForecast: PresentForecast): void {
  const { world, services } = door

  endpoint(door, 'GET /api/administration/forecast', async ({ session, query }) => {
    const { organizationId, personId: askedBy } = session
    const proposed = given(query)
    if (Object.keys(proposed).length === 0) return presentForecast(organizationId)
    return forecast(world, { organizationId, askedBy, proposed, services })
  })

  endpoint(door, 'GET /api/administration/forecast/last-month', async ({ session, query }) =>
    lastMonth(world, { organizationId: session.organizationId, proposed: given(query), services }),
  )
}

/** Only what the address names. */
function given<Value>(query: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, Value] => entry[1] !== undefined),
  )
}

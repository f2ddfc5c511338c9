import type { TrialAccount, TrialMessage } from '../../../contract/api/trial.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export interface Trial {
  accounts: readonly TrialAccount[]
  messages(to?: string): TrialMessage[]
}

/** Only called in trial mode: elsewhere these routes do not exist. */
export function trialRoutes(door: Door, { accounts, messages }: Trial): void {
  endpoint(door, 'GET /api/trial/accounts', async () => [...accounts])
  endpoint(door, 'GET /api/trial/messages', async ({ query }) => messages(query.to))
}

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Application } from '../../features/applications/application.ts'
import type { Opening } from '../../features/applications/opening.ts'
import type { CheckedSession } from '../../features/sessions/session-check.flow.ts'

/** What we know of one request while the library answers it. */
export interface RequestContext {
  /** Of the browser that asks; undefined where nobody is signed in there. */
  session: CheckedSession | undefined
  address: string
  /** Once the check has judged. */
  judged?: { application: Application; opening: Opening }
}

const storage = new AsyncLocalStorage<RequestContext>()

export const inContext = <Result>(context: RequestContext, work: () => Result): Result =>
  storage.run(context, work)

export function requestContext(): RequestContext {
  const context = storage.getStore()
  if (!context) throw new Error('asked outside a request')
  return context
}

/** Which ways of a person may be used now, and which comes first. */
import { everybodysMethod, type Method, methods } from '../../../contract/words.ts'

export interface MethodState {
  /** Set up and proved. */
  ready: readonly Method[]
  allowed: readonly Method[]
  /** Closed after too many wrong codes: until a time, or (null) until set up again. */
  closed: ReadonlyMap<Method, Date | null>
  defaultMethod: Method | null
}

/** Ways that are set up, allowed and not disabled; open ones before locked ones, and the default before the others. */
export function usableMethods({ ready, allowed, closed, defaultMethod }: MethodState): Method[] {
  const usable = methods.filter(
    (method) => ready.includes(method) && allowed.includes(method) && closed.get(method) !== null,
  )
  const rank = (method: Method) =>
    (closed.has(method) ? 2 : 0) + (method === (defaultMethod ?? everybodysMethod) ? 0 : 1)
  return usable.sort((left, right) => rank(left) - rank(right))
}

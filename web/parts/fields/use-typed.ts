import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import { drafts } from './drafts.ts'

/** The state of a form that comes back when the session ran out over it (D2). Never for passwords and codes. */
export function useTyped<Value>(name: string, begin: () => Value): [Value, Dispatch<SetStateAction<Value>>] {
  const [start] = useState(begin)
  const [value, setValue] = useState(() => (drafts.find(name, window.location.pathname) as Value) ?? start)
  useEffect(() => drafts.isBack(name), [name])
  useEffect(() => {
    if (value === start) return
    drafts.note(name, value)
    return () => drafts.forget(name)
  }, [name, value, start])
  return [value, setValue]
}

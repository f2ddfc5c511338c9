/** Decides what comes back of a half-filled form after the session ran out: to the same person, on the same page, and to nobody else. */

interface Held {
  personId: string
  path: string
  values: Map<string, unknown>
}

/** It lives in the memory of the page alone: a fresh load, which every other person's sign-in is, leaves nothing of it. */
export function createDrafts() {
  const typed = new Map<string, unknown>()
  let held: Held | null = null
  let isReleased = false
  return {
    /** What stands in a field that was changed. */
    note: (name: string, value: unknown) => void typed.set(name, value),
    forget: (name: string) => void typed.delete(name),
    /** The session of this person has ended over this page. */
    hold(personId: string, path: string) {
      if (typed.size === 0) return
      held = { personId, path, values: new Map(typed) }
      isReleased = false
    },
    isHeld: () => held !== null && !isReleased,
    /** Somebody has signed in; whoever typed it gets it back. */
    release(personId: string): boolean {
      isReleased = held?.personId === personId
      if (!isReleased) held = null
      return isReleased
    },
    /** What was typed there, once the page stands again. */
    find: (name: string, path: string): unknown =>
      isReleased && held?.path === path ? held.values.get(name) : undefined,
    isBack: (name: string) => void (isReleased && held?.values.delete(name)),
  }
}

export const drafts = createDrafts()

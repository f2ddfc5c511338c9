/** What only one may use at a time: whoever comes first has it first. */
export interface Mutex {
  lock(): Promise<void>
  unlock(): void
}

export function openMutex(): Mutex {
  const waiting: (() => void)[] = []
  let isLocked = false
  return {
    async lock() {
      if (isLocked) await new Promise<void>((go) => waiting.push(go))
      isLocked = true
    },
    unlock() {
      const next = waiting.shift()
      if (next) next()
      else isLocked = false
    },
  }
}

/** What only one may use at a time: whoever comes first has it first. */
export interface Turns {
  begin(): Promise<void>
  end(): void
}

export function openTurns(): Turns {
  const waiting: (() => void)[] = []
  let isTaken = false
  return {
    async begin() {
      if (isTaken) await new Promise<void>((go) => waiting.push(go))
      isTaken = true
    },
    end() {
      const next = waiting.shift()
      if (next) next()
      else isTaken = false
    },
  }
}

/** Dice that fall alike for the same seed, so that a campaign can be repeated (Mulberry32). */
export interface Dice {
  /** From 0 up to, never at, `below`. */
  whole(below: number): number
  between(least: number, most: number): number
  pick<Value>(values: readonly Value[]): Value
}

export function dice(seed: number): Dice {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    whole,
    between: (least, most) => least + whole(most - least + 1),
    pick: (values) => values[whole(values.length)]!,
  }
}

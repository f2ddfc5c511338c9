/**
 * What a look at a code takes: not one, but the chance that a guess is right (T18). So short codes, and many that live at once,
 * are bounded as tightly as long ones: twice what is granted at once is granted in a day, below a thousandth for all together.
 */

/** An app's code is right a step before and after its own, too (R5.7). */
const appCodesAtOnce = 3

/** What is counted: chances in so many. */
export const chancesIn = 100_000_000

/** So many sent codes of one asking are right at a time, the newest; of four digits more would leave no look at all. */
export const mostLiving = (digits: number) => Math.min(10, 2 * 10 ** (digits - 4))

interface Look {
  personId: string
  /** On which this person signed in before; null elsewhere. */
  knownMachineId: string | null
  digits: number
  /** How many sent codes are right at this moment; null where an app shows them. */
  living: number | null
}

export const weightOf = ({ digits, living }: Pick<Look, 'digits' | 'living'>) =>
  Math.ceil(((living ?? appCodesAtOnce) * chancesIn) / 10 ** digits)

export function lookAtCode({ personId, knownMachineId, ...code }: Look) {
  return {
    limit: code.living === null ? ('guess-of-app-code' as const) : ('guess-of-sent-code' as const),
    by: knownMachineId === null ? personId : `${knownMachineId}\0${personId}`,
    weight: weightOf(code),
  }
}

/** Contenders take turns in one run, so that what else the machine does falls on all of them. */
import { median } from './table.ts'

/** What came out of one turn. */
export interface Turn {
  perSecond: number
  /** Processor time of the server for each piece of work, in milliseconds. */
  cpuMs: number
}

export type Rounds<Name extends string> = readonly Readonly<Record<Name, Turn>>[]

/** A, B, A, B …; one turn of each goes before and is not counted. */
export async function inTurns<Name extends string>(
  contenders: Readonly<Record<Name, () => Promise<Turn>>>,
  rounds: number,
): Promise<Rounds<Name>> {
  const names = Object.keys(contenders) as Name[]
  const taken: Record<Name, Turn>[] = []
  for (let round = 0; round <= rounds; round++) {
    const turns = {} as Record<Name, Turn>
    for (const name of names) turns[name] = await contenders[name]()
    if (round > 0) taken.push(turns)
  }
  return taken
}

/** The median of the ratios: each round is compared with itself. */
export function ratio<Name extends string>(
  rounds: Rounds<Name>,
  [left, right]: readonly [Name, Name],
  figure: keyof Turn,
): number {
  return median(rounds.map((round) => round[left][figure] / round[right][figure]))
}

export function middle<Name extends string>(rounds: Rounds<Name>, name: Name, figure: keyof Turn): number {
  return median(rounds.map((round) => round[name][figure]))
}

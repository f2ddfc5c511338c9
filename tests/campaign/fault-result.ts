/** What a fault did, as the campaign's table shows it. */
export interface FaultResult {
  fault: string
  injected: number
  acknowledged: number
  /** A sentence for each acknowledged result that was not there afterwards. */
  lost: string[]
  /** A sentence for each thing that must never be: half done, twice, hanging, unclear. */
  wrong: string[]
  /** What people saw meanwhile, and what else is worth knowing. */
  saw: string[]
}

/** How often, and from which dice. */
export interface Injection {
  seed: number
  times: number
}

export function emptyResult(fault: string): FaultResult {
  return { fault, injected: 0, acknowledged: 0, lost: [], wrong: [], saw: [] }
}

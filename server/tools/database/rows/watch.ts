/** Somebody who looks on while rows are moved. */
export interface Step {
  /** What is done just now: "copying", "saving" … */
  act: string
  table: string
  done: number
  /** Null where nobody knows yet. */
  total: number | null
}

export type Watch = (step: Step) => void
